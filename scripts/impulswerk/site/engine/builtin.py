"""The engine that needs no other: Jinja and the project's own templates frame the pages.

It gives what MkDocs gives, byte for byte: the referee for the way through MkDocs, and the way out
on the day when MkDocs or Material are no more. Of mkdocs.yml it reads name, description, address
and `extra`.
"""

import posixpath
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context

from impulswerk.model import urls
from impulswerk.model.problems import Problem
from impulswerk.pages.page import Page
from impulswerk.site.engine.framing import MISSING_PAGE, PAGE_TEMPLATE, Framing, build_around
from impulswerk.sources.folders import write_below


def _frame(framing: Framing) -> list[Problem]:
    """Frame every page with Jinja, which can do no wrong that another build would not."""
    environment = Environment(
        loader=FileSystemLoader(framing.theme),
        autoescape=False,
        auto_reload=False,
    )
    environment.filters["url"] = _url
    frame = environment.get_template(PAGE_TEMPLATE)
    config = framing.settings
    for done, planned in enumerate(framing.pages, 1):
        page = _shown(planned.make(), config["site_url"])
        html = frame.render(config=config, page=page)
        write_below(framing.target, f"{page['url']}index.html", html.encode())
        framing.progress(done, len(framing.pages))
    missing = environment.get_template(MISSING_PAGE)
    html = missing.render(config=config, page=None, base=framing.base)
    write_below(framing.target, MISSING_PAGE, html.encode())
    return []


build_pages = partial(build_around, frame=_frame)


def _shown(page: Page, site_url: str) -> dict[str, Any]:
    """A page as the templates know it."""
    address = urls.address(page.path)
    return {
        "meta": page.meta,
        "title": page.meta.get("title", ""),
        "content": page.html,
        "url": address,
        "canonical_url": urljoin(site_url, address) if site_url else None,
    }


@pass_context
def _url(context: Context, value: str) -> str:
    """An address below the site's root, as the page at hand has to spell it."""
    parts = urlsplit(value)
    if parts.scheme or parts.netloc or value.startswith(("/", "#")):
        return value
    if page := context["page"]:
        return urls.from_address(page["url"], value.removeprefix("./"))
    # A page that is shown at any address whatever.
    return posixpath.join(context["base"], value)
