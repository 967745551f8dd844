"""The patterns of time expressions, to be filled with the words of the tables.

They run over lower-cased text. In braces: `W` white space, `H` white space or a hyphen, `TO` what joins a range, `YEAR`
and `DAYN` digits, `NUM` a number in digits or words, `RELATION` and `ELSEWHERE` words such as last and
following; the others are alternations of one table's words.
"""

from __future__ import annotations

from collections.abc import Mapping

PATTERNS: Mapping[str, str] = {
    "iso": r"(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)",
    "numeric": r"(?P<a>\d{{1,2}})(?P<s>[/.])(?P<b>\d{{1,2}})(?P=s)(?P<y>{YEAR})",
    "month_day": r"(?:(?P<wd>{WDA})\.?,?{W})?(?P<month>{MONTH})\.?{W}(?P<d>{DAYN})(?!\d|[.,:]\d|\s?%)"
    r"(?:{TO}(?P<d2>{DAYN})(?!\d|[.,:]\d)|{W}and{W}(?P<d3>{DAYN})"
    r"(?=,?{W}{YEAR}|[,.;)]|{W}(?:in|at|for)\s))?(?:,?{W}(?P<y>{YEAR}))?",
    "day_month": r"(?:(?P<wd>{WDA})\.?,?{W})?(?:the{W})?(?P<d>{DAYN})(?:{TO}(?P<d2>{DAYN})|{W}and{W}(?P<d3>{DAYN}))?{W}"
    r"(?:of{W})?"
    r"(?P<month>{MONTH})(?:\.?,?{W}(?P<y>{YEAR}))?",
    "month_year": r"(?P<month>{MONTH})\.?,?(?:{W}of)?{W}(?:(?P<y>{YEAR})|(?P<ry>last|next|this){W}year)",
    "month": r"(?:(?P<rel>{RELATION}|that){W})?(?P<month>{MONTHFULL})",
    "weekday": r"(?:(?P<det>the{W})?(?P<rel>{RELATION}|{ELSEWHERE}){W})?"
    r"(?P<wd>{WD})(?:{W}(?P<part>{PART}))?(?:{W}(?:of{W})?(?P<week>last|next|this){W}week)?",
    "weekday_set": r"(?:every|each){W}(?:(?P<other>other){W})?(?P<wd>{WD})(?:{W}(?P<part>{PART}))?"
    r"|(?P<wds>{WD})s(?:{W}and{W}(?:{WD})s)?",
    "dayword": r"(?P<word>{DAYWORD})(?:{W}(?P<part>{PART}))?",
    "part": r"(?:(?P<det>this|that|the{W}same|the|one){W})?(?P<part>{PARTALL})",
    "relative_unit": r"(?:(?P<det>the|these){W})?(?P<rel>{RELATION}|{ELSEWHERE}){H}(?P<unit>{ONE})",
    "relative_units": r"(?:(?:the|these|its|his|her|their){W})?(?P<rel>{RELATION}|{ELSEWHERE}|first|"
    r"opening|final){W}(?:(?P<n>{NUM}){H})?(?P<unit>{MANY})(?:{W}(?:of|in){W}(?P<y>{YEAR}))?",
    "ago": r"(?:(?P<n>{NUM}){H})?(?P<unit>{UNIT})(?P<half>{H}and{H}a{H}half)?{W}"
    r"(?P<way>ago|earlier(?!{W}than)|later(?!{W}than)|from{W}now|hence)",
    "duration": r"(?P<n>{NUM}){H}(?:(?:long|straight|consecutive|more|full|whole|working|additional|extra|further|"
    r"successive|solid){W})?(?P<unit>{UNIT})(?P<half>{H}and{H}a{H}half)?['’]?",
    "the_day": r"the{W}(?:day(?={W}(?:before|after))|(?:{ORD}|\d{{1,3}}(?:st|nd|rd|th)){H}"
    r"(?P<unit>day|week|month|year))",
    "units": r"(?P<unit>{MANY})",
    "every": r"(?:every|each|per){W}(?:(?P<n>{NUM}|other){W})?"
    r"(?:(?P<unit>{UNIT})|(?P<part>{PART})|(?P<season>{SEASON}))",
    "frequency": r"(?P<word>{FREQUENCY})",
    "decade": r"(?:the{W})?(?:(?P<d>(?:1[5-9]|20)\d)0['’]?s|(?P<mark>['’])?(?P<short>[2-9])0s|(?P<word>{DECADE}))",
    "century": r"(?:the{W})?(?P<n>{ORD}){H}(?:century|centuries)(?P<bc>{W}b\.?c)?",
    "quarter": r"(?:the{W})?(?:(?P<n>{ORD}|last|final){H}(?P<what>quarter|half)(?:{W}(?:of{W})?(?:the{W})?"
    r"(?P<fiscal>(?:fiscal|financial){W}(?:year{W})?)?(?:(?P<y>{YEAR})|(?P<ry>last{W}|this{W}|next{W}|)year))?"
    r"|(?P<what2>q|h)(?P<n2>[1-4])(?:{W}(?:of{W})?(?P<y2>{YEAR}))?)",
    "season": r"(?:(?P<det>the{W})?(?:(?P<rel>{RELATION}|that){W})?)?(?P<season>{SEASON})"
    r"(?:,?{W}(?:of{W})?(?:(?P<y>{YEAR})|(?P<ry>last|next|this){W}year))?",
    "fiscal": r"(?:the{W})?(?:(?:fiscal|financial){W}(?:year{W})?|fy\s?)(?P<y>{YEAR})(?:\s?[-–/]\s?\d\d(?:\d\d)?)?"
    r"|(?:the{W})?(?P<rel>{RELATION}|{ELSEWHERE}){W}(?:fiscal|financial){W}year",
    "holiday": r"(?:(?P<rel>{RELATION}){W})?(?P<name>{HOLIDAY})(?:(?:,|{W}(?:in|of))?{W}(?P<y>{YEAR})"
    r"|{W}(?P<ry>last|next|this){W}year)?",
    "named": r"(?P<name>{NAMED})",
    "vague": r"(?P<word>{VAGUE})",
    "year": r"(?:the{W}year{W})?(?P<y>{YEAR})(?:\s?[-–/]\s?(?P<y2>\d\d|{YEAR}))?",
    "clock": r"(?:(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?(?:\s?|-)(?P<ap>[ap])(?:\.\s?m(?:\.|(?!\w))|m(?!\w))"
    r"|(?P<h24>[01]?\d|2[0-3])[:](?P<m24>[0-5]\d)|(?P<mil>(?:[01]\d|2[0-3])[0-5]\d)(?=\s(?:{ZONE}|hours)(?!\w))"
    r"|(?P<word>noon|midnight)|(?P<oh>{NUM}){W}o['’]clock(?:{W}in{W}the{W}(?P<part>{PART}))?)"
    r"(?:\s{{0,2}}(?P<zone>\({ZONE}\)|(?:{ZONE}|hours)(?!\w)))?(?:{W}\(\d{{3,4}}\s?(?:gmt|utc)\))?",
}
PREFIXES: Mapping[str, str] = {
    "edge": r"(?:the{W})?(?:very{W})?(?P<edge>{EDGE_OF}){W}of{W}",
    "mod": r"(?:the{W})?{EDGE_BEFORE}(?:{H}(?:to|or){H}{EDGE_BEFORE})?{H}(?:(?:on|in){W})?",
    "part_of": r"(?:the{W})?(?P<part>{PART}){W}of{W}",
    "unit_of": r"(?:the{W})?month{W}of{W}",
}
