"""A situation report as a PDF: A4, links from every statement to its sources, real text in embedded fonts.

Written by fpdf2, which the extra 'publish' installs. The fonts are DejaVu Sans Condensed (Bitstream Vera
licence), cut down to Latin, Greek, Cyrillic and Arabic letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dateline.codebook import Codebook
from dateline.errors import PublishError
from dateline.publish.chart import Chart, draw_chart
from dateline.publish.countries import country_names
from dateline.publish.day_words import range_words
from dateline.publish.outlines import CREDIT
from dateline.publish.page_parts import family_colour, safe_url
from dateline.publish.sitrep_tables import TableRow
from dateline.publish.situation import UNDATED, UNDATED_NOTE, Situation
from dateline.publish.statement import Citation, Statement
from dateline.publish.timeline import Timeline, draw_timeline

if TYPE_CHECKING:
    from fpdf import FPDF

FONT = "DejaVu"
INK, SOFT, LINE, SEA, LAND, PIN = "#23262b", "#5d636d", "#d8d4ca", "#e9eef1", "#fbfaf5", "#b3372f"
MARGIN, WIDTH = 16.0, 178.0  # mm
# Marks of direction, of joining and of where a word may break: the fonts have no glyph for them.
NO_GLYPH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
SILENT = (
    "The record holds nothing dated to the period before: the change says how much was read, not how much "
    "more happened."
)
HALO = 6  # the chart's units: smaller ones the pin itself covers
TOLL_HEADS = ("When", "What", "Where", "Killed", "Injured", "Missing", "Detained", "Displaced", "Sources")


def sitrep_pdf(situation: Situation, book: Codebook) -> bytes:
    """The PDF; the same situation gives the same bytes. Raises PublishError where fpdf2 is not installed."""
    pdf = _open(situation)
    links = {c.number: pdf.add_link() for c in situation.citations}
    _head(pdf, situation, book)
    writer = Writer(pdf, links)
    if situation.by_place:
        writer.heading("What happened, by place")
        for area, statements in situation.by_place:
            writer.heading(area, size=10.5)
            writer.statements(statements)
    writer.table("By side", ("Side", "Did", "Was done to it", "Sources"), situation.sides, (40, 55, 55, 28))
    widths = (27, 27, 30, 17, 17, 15, 15, 16, 14)
    writer.table("Harm to people (empty: not told)", TOLL_HEADS, situation.tolls, widths)
    asides = (("Contested", situation.contested), ("Planned, threatened or feared", situation.ahead))
    for heading, found in asides:
        if found:
            writer.heading(heading)
            writer.statements(found)
    if situation.undated:
        writer.heading(UNDATED)
        _text(pdf, UNDATED_NOTE, 8, SOFT)
        writer.statements(situation.undated)
    writer.sources(situation.citations)
    return bytes(pdf.output())


def _open(situation: Situation) -> FPDF:
    try:
        from fpdf import FPDF
    except ImportError as error:
        hint = "pip install 'dateline[publish]', or leave --pdf out"
        raise PublishError("a PDF needs fpdf2, which is not installed", hint=hint) from error
    period = range_words(situation.since, situation.until)
    foot = f"{situation.title}, {period}"

    class Paged(FPDF):
        def normalize_text(self, text: str) -> str:
            return super().normalize_text(NO_GLYPH.sub("", text).replace("\ufffd", "?"))

        def footer(self) -> None:
            self.set_y(-11)
            self.set_font(FONT, "", 7)
            self.set_text_color(SOFT)
            self.cell(WIDTH / 2, 4, foot)
            self.cell(WIDTH / 2, 4, f"{self.page_no()} of {{nb}}", align="R")

    pdf = Paged(format="A4")
    folder = files("dateline.publish").joinpath("fonts")
    for style, name in (("", "DejaVuSansCondensed.ttf"), ("B", "DejaVuSansCondensed-Bold.ttf")):
        pdf.add_font(FONT, style, str(folder.joinpath(name)))
    pdf.set_title(f"{situation.title}: {period}")
    pdf.set_lang("en")
    # The period's end stands for the time of making, so that the bytes are the same whenever it is made.
    pdf.set_creation_date(datetime.combine(situation.until, time(), UTC))
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.add_page()
    return pdf


def _head(pdf: FPDF, situation: Situation, book: Codebook) -> None:
    _text(pdf, "Situation report", 9, SOFT)
    _text(pdf, situation.title, 20, INK, bold=True)
    period = range_words(situation.since, situation.until)
    reports = f"from {situation.reports} report{'' if situation.reports == 1 else 's'}"
    _text(pdf, f"{period} · {reports}, compared with {range_words(*situation.before)}", 9.5, SOFT)
    if situation.within:
        _text(pdf, situation.within, 9.5, SOFT)
    pdf.ln(3)
    top = pdf.get_y()
    chart = draw_chart(situation.pins)
    left = WIDTH if chart is None else WIDTH * 0.52
    timeline = draw_timeline(situation.days, situation.since, situation.until, width=440)
    bottom = max(
        _draw_timeline(pdf, timeline, top, left - 6, book) if timeline else top,
        _draw_map(pdf, chart, MARGIN + left, top, WIDTH - left) if chart else top,
    )
    pdf.set_y(bottom + 2)
    heads = ("Kind", "Period before", "This period", "Change")
    Writer(pdf, {}).table("What changed", heads, situation.change, (70, 36, 36, 36))
    if situation.silent_before and situation.citations:
        pdf.ln(1)
        _text(pdf, SILENT, 8, SOFT)


def _text(pdf: FPDF, text: str, size: float, colour: str, *, bold: bool = False) -> None:
    pdf.set_font(FONT, "B" if bold else "", size)
    pdf.set_text_color(colour)
    pdf.multi_cell(WIDTH, size * 0.5, text, new_x="LMARGIN", new_y="NEXT", align="L")


def _draw_timeline(pdf: FPDF, timeline: Timeline, top: float, width: float, book: Codebook) -> float:
    scale = width / timeline.width
    for bar in timeline.bars:
        pdf.set_fill_color(family_colour(bar.family, book))
        pdf.rect(MARGIN + bar.x * scale, top + bar.y * scale, bar.width * scale, bar.height * scale, "F")
    pdf.set_font(FONT, "", 6)
    pdf.set_text_color(SOFT)
    for x, label in timeline.ticks:
        pdf.text(MARGIN + x * scale, top + (timeline.height - 6) * scale, label)
    y = top + timeline.height * scale + 3
    pdf.set_xy(MARGIN, y)
    pdf.cell(width, 3.6, f"Occurrences by {timeline.unit}, where the day is known; at most {timeline.most}")
    pdf.set_xy(MARGIN, y + 4)
    families = dict.fromkeys(bar.family for bar in timeline.bars)
    for family in families:
        title = book.families[family].title if family in book.families else family
        if pdf.get_x() + pdf.get_string_width(title) + 6 > MARGIN + width:
            pdf.set_xy(MARGIN, pdf.get_y() + 4)
        pdf.set_fill_color(family_colour(family, book))
        pdf.rect(pdf.get_x(), pdf.get_y() + 0.8, 2, 2, "F")
        pdf.set_x(pdf.get_x() + 2.6)
        pdf.cell(pdf.get_string_width(title) + 3, 3.6, title)
    return pdf.get_y() + 5


def _draw_map(pdf: FPDF, chart: Chart, left: float, top: float, width: float) -> float:
    scale = width / chart.width
    height = chart.height * scale
    pdf.set_draw_color("#b9b6ab")
    pdf.set_line_width(0.15)
    pdf.set_fill_color(SEA)
    pdf.rect(left, top, width, height, "F")
    pdf.set_fill_color(LAND)
    with pdf.rect_clip(left, top, width, height):
        for ring in (ring for land in chart.lands for ring in land.path.split("Z") if ring):
            points = [tuple(map(float, p.split(","))) for p in ring.removeprefix("M").split("L")]
            pdf.polygon([(left + x * scale, top + y * scale) for x, y in points], style="DF")
        with pdf.local_context(fill_opacity=0.1):
            pdf.set_fill_color(PIN)
            for dot in chart.dots:
                if dot.halo > HALO:
                    pdf.circle(left + dot.x * scale, top + dot.y * scale, dot.halo * scale, "F")
    _draw_names(pdf, chart, left, top, scale)
    pdf.set_fill_color(PIN)
    pdf.set_text_color(INK)
    pdf.set_font(FONT, "B", 6)
    for dot in chart.dots:
        pdf.circle(
            left + dot.x * scale, top + dot.y * scale, min(0.7 + 0.2 * len(dot.pin.events) ** 0.5, 2.4), "F"
        )
        if dot.label:
            x, y, anchor = dot.label
            back = pdf.get_string_width(dot.pin.name) if anchor == "end" else 0.0
            pdf.text(left + x * scale - back, top + y * scale, dot.pin.name)
    pdf.set_draw_color(LINE)
    pdf.rect(left, top, width, height, "D")
    pdf.set_font(FONT, "", 6)
    pdf.set_text_color(SOFT)
    pdf.text(left, top + height + 3, CREDIT)
    return top + height + 4


def _draw_names(pdf: FPDF, chart: Chart, left: float, top: float, scale: float) -> None:
    pdf.set_font(FONT, "", 6)
    pdf.set_text_color(SOFT)
    names = country_names()
    for land in chart.lands:
        if land.label:
            name = names.get(land.country, land.country)
            x = left + land.label[0] * scale - pdf.get_string_width(name) / 2
            pdf.text(x, top + land.label[1] * scale, name)
    long, km = chart.bar
    x, y = left + 2.5, top + (chart.height - 12) * scale
    pdf.set_draw_color(SOFT)
    pdf.line(x, y, x + long * scale, y)
    for end in (x, x + long * scale):
        pdf.line(end, y - 0.8, end, y + 0.8)
    pdf.text(x + long * scale + 1.5, y + 0.8, f"{km:,} km")


class Writer:
    """Puts headings, statements and tables below one another; `links` lead from a citation's number to it."""

    def __init__(self, pdf: FPDF, links: dict[int, Any]) -> None:
        self._pdf = pdf
        self._links = links

    def heading(self, text: str, *, size: float = 13) -> None:
        """A heading that keeps with what follows."""
        if self._pdf.will_page_break(size + 8):
            self._pdf.add_page()
        self._pdf.ln(size / 5)
        _text(self._pdf, text, size, INK, bold=True)
        self._pdf.ln(0.8)

    def statements(self, found: Iterable[Statement]) -> None:
        """Statements as a list, each followed by its linked citations."""
        for statement in found:
            self._body(8.8)
            self._pdf.write(4.4, f"• {statement.text} ")
            self._cites(statement.cites)
            self._pdf.ln(5)

    def _body(self, size: float) -> None:
        self._pdf.set_font(FONT, "", size)
        self._pdf.set_text_color(INK)

    def _cites(self, numbers: Sequence[int]) -> None:
        self._pdf.set_font(FONT, "", 7)
        self._pdf.set_text_color("#2b5a86")
        for i, number in enumerate(numbers):
            lead, end = "[" if i == 0 else "", "]" if i == len(numbers) - 1 else ", "
            mark = f"{lead}{number}{end}"
            if self._pdf.get_x() + self._pdf.get_string_width(mark) > MARGIN + WIDTH - 1:
                self._pdf.ln(4.4)
            self._pdf.write(4.4, mark, self._links.get(number, ""))

    def table(
        self, caption: str, heads: Sequence[str], rows: Sequence[TableRow], widths: Sequence[int]
    ) -> None:
        """A table under its caption; nothing where it has no rows."""
        if not rows:
            return
        self.heading(caption)
        self._body(7.6)
        self._pdf.set_draw_color(LINE)
        self._pdf.set_fill_color(255)
        with self._pdf.table(
            col_widths=tuple(widths),
            line_height=3.9,
            borders_layout="HORIZONTAL_LINES",
            text_align="LEFT",
            padding=0.8,
        ) as table:
            table.row(list(heads))
            for row in rows:
                line = table.row(row.cells)
                if len(heads) > len(row.cells):
                    line.cell(", ".join(map(str, row.cites)), link=self._first_link(row.cites))

    def _first_link(self, numbers: Sequence[int]) -> Any:
        return self._links.get(numbers[0]) if numbers else None

    def sources(self, citations: Sequence[Citation]) -> None:
        """The list that citations lead to."""
        if not citations:
            return
        self.heading("Sources")
        for c in citations:
            self._body(7.4)
            self._pdf.set_link(self._links[c.number], y=self._pdf.get_y(), page=self._pdf.page_no())
            title = f": {c.title}" if c.title else ""
            words = re.sub(r"\s+", " ", c.words)
            self._pdf.write(3.8, f"{c.number}. {c.outlet}, {c.published}{title}. “{words}” {c.where} ")
            if url := safe_url(c.url):
                self._pdf.write(3.8, "source", url)
            self._pdf.ln(4.4)
