"""Templates stay within what both engines read alike."""

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta, nodes
from subset import FILTERS
from template_check import faults

from app.config import ROOT
from app.filters import FILTERS as PLAIN
from app.filters import SPOKEN
from app.templating import base_context

TEMPLATES = ROOT / "templates"
FILES = sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_a_template_uses_only_what_both_engines_share(file: Path) -> None:
    assert faults(file.read_text()) == []


def test_there_are_templates() -> None:
    assert len(FILES) > 20


def test_the_filters_are_those_that_are_registered() -> None:
    assert set(FILTERS) == {*PLAIN, *SPOKEN} | {"safe", "length"}


def test_macros_read_only_what_every_page_has(app: Flask) -> None:
    # The worker makes those of a template once a page, not for each place that asks for them.
    with app.test_request_context("/"):
        known = base_context().keys()
    trees = {file: app.jinja_env.parse(file.read_text()) for file in FILES}
    lenders = {
        template.template.value
        for tree in trees.values()
        for template in tree.find_all(nodes.FromImport)
    }
    assert len(lenders) > 20
    for name in sorted(lenders):
        asked = meta.find_undeclared_variables(trees[TEMPLATES / name])
        assert asked <= known, name


SHARED = (
    '{% extends "base.html" %}{% set place = "here" %}{% block main %}{{ place }}{% endblock %}',
    '{% from "a.html" import b with context %}{% include x %}{{ b(1, c == d or not e) }}',
    "{% for x in y %}{{ loop.index }}{% else %}{{ town.name }}{% endfor %}",
    '{% for code in ["a", "b"] %}{% if x.y|length == 0 %}{{ code }}{% endif %}{% endfor %}',
    '{{ _("Seite %(page)s", page=n|number) }}{{ ngettext("%(num)s Tag", "%(num)s Tage", n) }}',
    '{% macro a(b) %}{{ b.html|safe }}{{ town.name }}{{ assets["x"] }}{% endmacro %}',
    '{{ ngettext("ein Tag", "%(num)s Tage", n) }}',
    '{% if mine["follow:project:" ~ project.id] %}{{ mine["sign_up:" ~ id].waiting }}{% endif %}',
)


@pytest.mark.parametrize("source", SHARED)
def test_accepts_what_is_shared(source: str) -> None:
    assert faults(source) == []


UNSHARED = (
    # Methods and functions of Python.
    "{{ x.strip() }}", "{{ x.items }}", "{{ x.keys() }}", "{{ range(3) }}", "{{ x() }}",
    "{{ text.upper }}", "{{ x.__class__ }}", "{{ x.constructor }}", "{{ x.length }}",
    # Globals of Flask and Jinja.
    "{{ url_for('a') }}", "{{ request.path }}", "{{ g.x }}", "{{ session.x }}",
    "{{ config.x }}", "{{ get_flashed_messages() }}", "{{ dict(a=1) }}", "{{ self.main() }}",
    "{% block a %}{{ super() }}{% endblock %}",
    # Filters and tests.
    "{{ x|upper }}", "{{ x|default('y') }}", "{{ x|join(', ') }}", "{{ x|date }}",
    "{{ x|number(2) }}", "{{ x|length() + 1 }}", "{{ 'x'|length }}", "{{ text|safe }}",
    "{% if x is defined %}{% endif %}", "{% if x is none %}{% endif %}",
    "{% filter upper %}x{% endfilter %}",
    # Operators, constants and literals.
    "{{ a + b }}", "{{ a ~ b }}", "{{ -a }}", "{{ a // b }}", "{% if a < b %}{% endif %}",
    "{% if a in b %}{% endif %}", "{% if a == b == c %}{% endif %}", "{{ a if b else c }}",
    "{{ a == b }}", "{{ a or b }}", "{{ not a }}", "{{ (a or b)|number }}",
    "{{ true }}", "{{ none }}", "{{ 1.5 }}", "{{ 1_000 }}", r"{{ '\xe4' }}", r"{{ 'a\nb' }}",
    "{{ {'a': 1} }}", "{{ [1, 2] }}", "{{ (1, 2) }}", "{{ x[0] }}", "{{ x[y] }}", "{{ x[1:] }}",
    '{{ x["a:" ~ y] }}', "{{ mine[y] }}", '{{ mine["a"] }}', '{{ mine["a" ~ y] }}',
    '{{ mine[y ~ "a:"] }}', '{{ mine["a:" ~ y ~ z] }}', '{% if "a:" ~ y %}{% endif %}',
    "{% if a == true %}{% endif %}", "{% set a = b or c %}", "{% for a in [b, c] %}{% endfor %}",
    # Loops and set.
    "{% for a in b if a %}{% endfor %}", "{% for a, b in c %}{% endfor %}",
    "{% for a in b recursive %}{% endfor %}", "{% for a in b %}{{ loop.length }}{% endfor %}",
    "{% for a in b %}{{ loop.cycle('x') }}{% endfor %}", "{% for a in b %}{% break %}{% endfor %}",
    "{% for a in b %}{% set c = a %}{% endfor %}",
    "{% for a in b %}{% if a %}{% set c = a %}{% endif %}{% endfor %}",
    "{% set a %}x{% endset %}", "{% set a, b = c %}", "{% set a.b = c %}",
    "{% with a = b %}{% endwith %}", "{% do a.b() %}",
    # Imports, includes and macros.
    '{% import "a.html" as a %}', '{% from "a.html" import b %}',
    '{% from "a.html" import b as c with context %}', '{% include "a.html" ignore missing %}',
    '{% include "a.html" without context %}', "{% macro a(b=1) %}{% endmacro %}",
    "{% macro a(b) %}{{ c }}{% endmacro %}", "{% macro a(b) %}{{ a(b=1) }}{% endmacro %}",
    "{% macro a() %}{{ varargs }}{% endmacro %}", "{% macro a() %}{{ caller() }}{% endmacro %}",
    "{% call a() %}{% endcall %}", "{% macro a(b) %}{% set c = b %}{% endmacro %}",
    "{% macro a(b) %}{{ a(*b) }}{% endmacro %}",
    # Messages.
    "{{ _(text) }}", '{{ _("%(a)s") ~ _("b") }}', '{{ _("%(a)s", b=1) }}', '{{ _("100 %", a=1) }}',
    '{{ _("a", b=1) }}', '{{ ngettext("a", "b") }}', '{{ ngettext(a, "b", n) }}',
    '{{ ngettext("%(nun)s", "b", n) }}', '{{ _("%(a)s", a=b or c) }}',
    # Autoescaping is never switched.
    "{% autoescape false %}{% endautoescape %}",
)  # fmt: skip


@pytest.mark.parametrize("source", UNSHARED)
def test_refuses_what_is_not_shared(source: str) -> None:
    assert faults(source)
