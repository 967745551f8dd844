"""Reports that are one story, and events that are one happening."""

from asreported.cluster.comparing import compare_tellings, most_told
from asreported.cluster.correcting import correct_pair
from asreported.cluster.grouping import group, group_anew, regroup

__all__ = ["compare_tellings", "correct_pair", "group", "group_anew", "most_told", "regroup"]
