// Puts a box above a long list: what is typed there leaves the options in which those words stand, and the chosen one.
// Without scripts the list is whole.
const words = (text) => text.toLocaleLowerCase("bg").split(/[\s–-]+/).filter(Boolean);
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

export function letSearch(list) {
  const id = `${list.id}_search`;
  const label = element("label", { className: "govuk-label", htmlFor: id, textContent: list.dataset.search });
  const box = element("input", { id, type: "search", className: "govuk-input", autocomplete: "off" });
  const told = element("p", { className: "nssi-search__told", role: "status" });
  const place = element("div", { className: "nssi-search" });
  const children = [...list.children].map((child) => [child, [...child.querySelectorAll("option")]]);

  let chosen = list.value; // by the person, not by the search

  function search() {
    const typed = words(box.value);
    const fits = (option) => typed.every((word) => words(option.text).some((own) => own.startsWith(word)));
    const stays = (option) => !option.value || option.value === chosen || fits(option);
    for (const [group, options] of children) {
      if (options.length) {
        group.replaceChildren(...options.filter(stays));
      }
    }
    const staying = children.filter(([child, options]) => (options.length ? options.some(stays) : stays(child)));
    list.replaceChildren(...staying.map(([child]) => child));
    const found = [...list.options].filter((option) => option.value && fits(option));
    const only = typed.length && found.length === 1 ? found[0] : null;
    list.value = only?.value ?? chosen;
    told.textContent = !typed.length ? "" : only ? `${list.dataset.chosen} ${only.text}` : `${list.dataset.found} ${found.length}`;
  }

  list.addEventListener("change", () => (chosen = list.value));
  box.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault(); // the form is sent by its button
      list.focus();
    }
  });
  place.append(label, box, told);
  list.before(place);
}
