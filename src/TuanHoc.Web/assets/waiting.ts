// Pictures and files that wait on this device: one way of sending them, from their own form and before their report goes, and one of showing those that cannot go.
import { forgetPicture, keepPicture, type DevicePicture } from "./device";

type Sent = "sent" | "later" | "signin" | { because: string };

/** Sends one, with the token of this page or, where that is too old, a second time with that of a new one. What was taken is forgotten here; what was refused is kept, with the reason. */
export async function sendOne(picture: DevicePicture, token: HTMLInputElement): Promise<Sent> {
  const how = await post(picture, token, false);
  if (how === "sent") await forgetPicture(picture.key);
  else if (typeof how === "object") await keepPicture({ ...picture, refused: how.because });
  return how;
}

async function post(picture: DevicePicture, token: HTMLInputElement, isSecond: boolean): Promise<Sent> {
  const body = new FormData();
  body.append(token.name, token.value);
  for (const [name, value] of Object.entries(picture.fields)) body.append(name, value);
  body.append(picture.field, picture.file, picture.name);
  if (picture.small) body.append("small", picture.small, picture.name);
  try {
    const answer = await fetch(picture.to, { method: "POST", body }), came = new URL(answer.url);
    if (came.searchParams.get("done") === new URL(picture.done, location.href).searchParams.get("done")) return "sent";
    if (came.pathname === "/signin") return "signin";
    if (answer.status >= 500) return "later";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = page.querySelector<HTMLInputElement>(`form[data-pictures] input[name=${token.name}]`);
    if (answer.status === 400 && !isSecond && fresh) {
      token.value = fresh.value;
      return await post(picture, token, true);
    }
    return { because: (page.querySelector(".note.late span") ?? page.querySelector("h1"))?.textContent ?? String(answer.status) };
  } catch {
    return "later";
  }
}

/** A line for each that stays here: what it is, why it was refused, a way to take it out of the browser, and one to drop it. */
export function showLeft(list: HTMLElement, left: readonly DevicePicture[], words: { take: string; drop: string }, dropped: () => void): void {
  list.replaceChildren(...left.map(picture => {
    const line = document.createElement("li"), link = document.createElement("a"), drop = document.createElement("button");
    [link.href, link.download, link.textContent] = [URL.createObjectURL(picture.file), picture.name, words.take];
    [drop.type, drop.className, drop.textContent] = ["button", "btn sm", words.drop];
    for (const act of [link, drop]) act.setAttribute("aria-label", `${act.textContent} ${picture.name}`);
    drop.addEventListener("click", () => void forgetPicture(picture.key).then(dropped));
    line.append(picture.refused ? `${picture.name}: ${picture.refused} ` : `${picture.name} `, link, " ", drop);
    return line;
  }));
}
