"""The command `impuls explain`: explain a rule with a wrong and a right example."""

import argparse
from difflib import get_close_matches
from pathlib import Path

from impulswerk.commands.console import CLEAN, fail
from impulswerk.model.rulebook import RULES, Rule

EXAMPLE = "impuls explain toter-verweis"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument("rule", metavar="REGEL", nargs="?", help="Wort der Regel")


def run(_root: Path, options: argparse.Namespace) -> int:
    """Explain the rule named, or list all of them."""
    if options.rule is None:
        width = max(map(len, RULES))
        print("\n".join(f"{rule.code:<{width}}  {rule.title}" for rule in RULES.values()))
        return CLEAN
    rule = RULES.get(options.rule)
    if rule is None:
        close = get_close_matches(options.rule, RULES, n=1)
        hint = f" Meinten Sie „{close[0]}“?" if close else " „impuls explain“ nennt alle."
        return fail(f"Die Regel „{options.rule}“ gibt es nicht.{hint}")
    print(_explanation(rule))
    return CLEAN


def _explanation(rule: Rule) -> str:
    def indented(text: str) -> str:
        return "\n".join(f"  {line}" for line in text.split("\n"))

    return (
        f"{rule.code} ({rule.severity.value})\n\n{rule.title}\n{rule.why}\n\n"
        f"Falsch:\n{indented(rule.wrong)}\n\nRichtig:\n{indented(rule.right)}"
    )
