"""What the tests of the diary share: its real view in a blank page, with a real diary in the place of the kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import kb
from kb.classroom import ROLES, Classroom
from widgets import Diary
from widgets.store import Store

ROOM = Classroom(phones=dict.fromkeys(ROLES, "020 7946 0000"))
SET_UP = """async ([state, file, others]) => {
  const modelOf = (state) => {
    const heard = new Map();
    const emit = (name, ...values) => [...(heard.get(name) ?? [])].forEach((listener) => listener(...values));
    const each = (names, change) => names.split(" ").forEach((name) => heard.set(name, change(heard.get(name) ?? [])));
    const set = (name, value) => {
      const changes = typeof name === "object" ? name : { [name]: value };
      Object.assign(state, changes);
      Object.keys(changes).forEach((key) => emit(`change:${key}`));
    };
    const send = (message) => {
      window.sent.push(message);
      if (window.kernel === "dead") throw new Error("no kernel");
      if (window.kernel === "alive") window.toPython(message).then((answer) => emit("msg:custom", answer));
    };
    return { get: (name) => state[name], set, save_changes: () => {}, send, emit,
      on: (names, listener) => each(names, (all) => [...all, listener]),
      off: (names, listener) => each(names, (all) => all.filter((one) => one !== listener)),
      widget_manager: { get_model: async (name) => models[name] } };
  };
  const models = Object.fromEntries(Object.entries(others).map(([name, one]) => [name, modelOf(one)]));
  Object.assign(window, { sent: [], kernel: "alive", model: modelOf(state), models });
  const { default: widget } = await import(`/${file}.js`);
  window.show = async () => {
    const el = document.createElement("main");
    document.body.replaceChildren(el);
    await window.stop?.();
    window.stop = await widget.render({ model: window.model, el });
  };
  await window.show();
}"""


@contextmanager
def diary_page(real_files: Callable[..., Any], base: kb.KnowledgeBase, folder: Path) -> Iterator[tuple[Any, Diary]]:
    """The view and its diary, which keeps its entries in the folder."""
    diary = Diary(base, classroom=ROOM, store=Store(folder))
    with real_files("theme", "diary") as page:
        page.set_default_timeout(5000)
        page.expose_function("toPython", diary.answer)
        state = {"knowledge": diary.knowledge, "needs_kernel": True, "plain_html": diary.plain_html}
        page.evaluate(SET_UP, [state, "diary", {}])
        yield page, diary
