"""Reports that are one story, and events that are one happening."""

from asreported.cluster.comparing import compare_tellings
from asreported.cluster.grouping import group, group_anew

__all__ = ["compare_tellings", "group", "group_anew"]
