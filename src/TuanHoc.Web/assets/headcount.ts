// The counter at the door counts on while the line is gone: each press is kept on this device under a key of its own, and sent when it can be.
import { newKey } from "./key";

type Press = { key: string; people: number };

const counter = document.querySelector<HTMLElement>("[data-headcount]");
if (counter) count(counter);

function count(counter: HTMLElement): void {
  const place = `headcount:${document.body.dataset["person"] ?? ""}:${counter.dataset["headcount"] ?? ""}`, shown = counter.querySelector("[data-count]")!, said = counter.querySelector("[data-said]")!;
  const number = new Intl.NumberFormat("vi-VN"), again = 10_000;
  const left = JSON.parse(localStorage.getItem(place) ?? "[]") as Press[];
  let total = Number((shown.textContent ?? "0").replaceAll(".", "")), isSending = false;

  function show(): void {
    localStorage.setItem(place, JSON.stringify(left));
    shown.textContent = number.format(Math.max(0, total + left.reduce((sum, press) => sum + press.people, 0)));
  }

  async function send(): Promise<void> {
    if (isSending) return;
    isSending = true;
    said.textContent = "";
    try {
      while (left.length > 0) {
        const press = left[0]!, form = counter.querySelector("form")!, body = new URLSearchParams({ key: press.key, people: String(press.people) });
        body.set("__RequestVerificationToken", form.querySelector<HTMLInputElement>("[name=__RequestVerificationToken]")!.value);
        const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
        if (!answer.ok) { said.textContent = counter.dataset["refused"] ?? ""; return; }
        total = await answer.json() as number;
        left.shift();
        show();
      }
    } catch {
      said.textContent = (counter.dataset["waits"] ?? "").replace("%", String(left.length));
      window.setTimeout(() => void send(), again);
    } finally {
      isSending = false;
    }
  }

  for (const form of counter.querySelectorAll("form"))
    form.addEventListener("submit", event => {
      event.preventDefault();
      left.push({ key: newKey(), people: Number((event.submitter as HTMLButtonElement).value) });
      show();
      void send();
    });
  addEventListener("online", () => void send());
  show();
  void send();
}
