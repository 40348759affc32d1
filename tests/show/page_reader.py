"""A strict reader of the report's page: balanced tags of the kinds that it writes, nothing that runs or loads."""

import re
from html.parser import HTMLParser

VOID = {"meta", "img", "br", "wbr"}
PICTURE = "svg|symbol|use|desc|path|line|rect|circle|text"
MATH = "math|mrow|mi|mn|mo|mfrac|msup|msqrt"
TAGS = re.compile(
    "html|head|title|style|body|header|main|nav|section|footer|h[1-4]|p|a|b|ol|ul|li|dl|dt|dd|div|span|small|code|pre|"
    f"var|table|caption|thead|tbody|tr|th|td|figure|figcaption|details|summary|meta|img|br|wbr|{MATH}|{PICTURE}"
)
ATTRIBUTES = re.compile(
    "lang|charset|http-equiv|content|name|id|class|href|src|alt|scope|colspan|tabindex|role|aria-(label|labelledby|hidden)|"
    "displaystyle|form|data-label|viewbox|preserveaspectratio|d|[xyr][12]?|c[xy]|rx|width|height|fill(-opacity)?|"
    "stroke(-(width|dasharray|linejoin))?|font-(size|weight)|text-anchor|paint-order"
)


class Page(HTMLParser):
    """Collects what a page holds and fails at what it must not hold."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.text, self.links, self.images, self.metas, self.ids = [], [], [], [], [], []
        self.styles = ""
        assert html.startswith("<!DOCTYPE html>\n<html ")
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert TAGS.fullmatch(tag), tag
        found = dict(attrs)
        assert len(found) == len(attrs)
        assert all(map(ATTRIBUTES.fullmatch, found)), found
        if tag not in VOID:
            self.open.append(tag)
        if "href" in found:
            self.links.append(found["href"])
        if tag == "img":
            assert re.match(r"data:image/svg\+xml;base64,[A-Za-z0-9+/=]+\Z", found["src"])
            assert found["alt"].strip()
            self.images.append(found)
        if tag == "meta":
            self.metas.append(found)
        if "id" in found:
            self.ids.append(found["id"])

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID, tag
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.styles += data
        else:
            self.text.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data):
        raise AssertionError(f"a declaration: {data}")

    @property
    def words(self):
        return " ".join("".join(self.text).split())


def read_page(file):
    """Read a page and check its head: a policy that forbids everything but its own style and images."""
    page = Page(file.read_text(encoding="utf-8"))
    policy = next(m["content"] for m in page.metas if m.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "script" not in policy
    assert "unsafe" not in policy
    assert not re.search(r"url\(|@import|expression", page.styles)
    assert len(set(page.ids)) == len(page.ids)
    return page


def links_of(folder):
    """Yield the links of every page of a report, with where each leads; within a page to an id of it."""
    for file in [folder / "index.html", *folder.glob("*/index.html")]:
        page = read_page(file)
        for link in page.links:
            target, _, anchor = link.partition("#")
            there = file if not target else (file.parent / target).resolve()
            assert there.is_file(), (file, link)
            if anchor and there.name == "index.html":
                assert anchor in read_page(there).ids, (file, link)
            yield file, there
