"""Somebody without a mouse: presses keys, sees where the keyboard is at every stop, and counts the presses of
Tab.
"""

import re

from bench.browser import READY

# Where the keyboard is: what it is called, whether a ring shows it, whether it can be seen, and whether the
# stop before it
# looked any different while it had the keyboard.
_STOP = """() => {
  const chain = e => { const all = []; for (; e && e !== document.body && all.length < 6; e = e.parentElement) all.push(e); return all; };
  const looks = e => { const s = getComputedStyle(e); return [s.outlineStyle === 'none' ? '' : s.outline, s.boxShadow].join(' '); };
  const ringed = e => { const s = getComputedStyle(e); return s.outlineStyle === 'solid' && parseFloat(s.outlineWidth) >= 2; };
  const told = id => id && document.getElementById(id)?.innerText || '';
  const named = e => (e.getAttribute('aria-labelledby') || '').split(' ').map(told).join(' ').trim();
  const words = e => (e.getAttribute('aria-label') || named(e) || (e.labels && e.labels[0]?.innerText) || e.innerText || '').trim();
  const e = document.activeElement, before = window.c4stop, all = chain(e);
  const unseen = before && before.all.length && before.all[0] !== e && before.all[0].isConnected
    && before.all.map(looks).join('|') === before.looked ? before.words : '';
  const hidden = e => chain(e).some(p => { const s = getComputedStyle(p); return s.clipPath === 'inset(50%)' || s.opacity === '0'; });
  const shown = all.find(p => ringed(p) && !hidden(p));
  const box = (shown || e).getBoundingClientRect();
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  let open = false;
  for (const x of [.1, .5, .9]) for (const y of [.1, .5, .9]) {
    const hit = right > left && bottom > top && document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
    if (hit && ((shown || e).contains(hit) || all.includes(hit))) open = true;
  }
  const same = !!before && before.all[0] === e;
  window.c4stop = {all, words: words(e), looked: all.map(looks).join('|')};
  return {tag: e.tagName, role: e.getAttribute('role') || '', name: words(e), ring: !!shown, open, same, unseen};
}"""


class Keys:
    """A page and nothing but the keyboard. tabs: presses of Tab and Shift+Tab so far."""

    def __init__(self, page):
        self.page, self.tabs, self.stop = page, 0, {}

    def settled(self, wait=150):
        """After something was done: the page has heard of it, worked it out and drawn it."""
        self.page.wait_for_timeout(wait)
        self.page.wait_for_selector(READY, timeout=30000)
        self.page.wait_for_timeout(100)

    def press(self, *keys, wait=150):
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(20)
        self.settled(wait)

    def type(self, words, *then, wait=150):
        """Types, and presses what comes after it as soon as a list could have followed the letters."""
        self.page.keyboard.type(words, delay=8)
        if then:
            self.page.wait_for_timeout(250)
            self.press(*then, wait=wait)

    def tab(self, back=False):
        """One stop on. It must show that it has the keyboard, lie on the screen uncovered, and not be the one
        before.
        """
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        self.tabs += 1
        stop = self.stop = self.page.evaluate(_STOP)
        if stop["tag"] not in ("BODY", "HTML"):
            about = f"{stop['tag']} {stop['role']} {stop['name'][:70]!r}"
            assert not stop["same"], f"the keyboard does not leave {about}"
            assert not stop["unseen"], f"nothing changed when the keyboard came to {stop['unseen'][:70]!r}"
            assert stop["ring"] or stop["tag"] == "MAIN", f"nothing shows that {about} has the keyboard"
            assert stop["open"], f"{about} has the keyboard and cannot be seen"
        return stop

    def to(self, name, role=None, at_most=40, back=False):
        """Tab until the part whose name ends so has the keyboard. name: words, or a compiled pattern."""
        passed = []
        for _ in range(at_most):
            stop = self.tab(back)
            if (
                (role is None or stop["role"] == role)
                and stop["tag"] not in ("BODY", "HTML", "MAIN")
                and _is(stop["name"], name)
            ):
                return self
            passed.append(stop["name"][:30])
        raise AssertionError(f"the keyboard never came to {name!r}; it passed {passed}")

    def skip(self):
        """Past the menu, by the first stop of the page."""
        self.to("Skip to main content", at_most=2).press("Enter", wait=50)

    def all_round(self, at_most=150):
        """Every stop of the page, once round from where the keyboard is."""
        stops = []
        for _ in range(at_most):
            stop = self.tab()
            if stop["name"] == "Skip to main content":
                return stops
            stops.append(stop)
        raise AssertionError(f"no way round: {[s['name'][:30] for s in stops[-12:]]}")


def _is(found, name):
    """An icon may stand before the words; the button that explains a field is not the field."""
    return (
        bool(name.search(found))
        if isinstance(name, re.Pattern)
        else found.endswith(name) and not found.startswith("Help for")
    )
