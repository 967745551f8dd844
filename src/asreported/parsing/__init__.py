"""Report -> Parse: paragraphs, quotation marks, tokens, sentences, syntax and names, as offsets into the text."""

from asreported.parsing.parse import Entity, Parse, Quotation
from asreported.parsing.spacy_parser import Parser, SpacyParser

__all__ = ["Entity", "Parse", "Parser", "Quotation", "SpacyParser"]
