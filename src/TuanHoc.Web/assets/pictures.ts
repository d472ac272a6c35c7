// Pictures and files on their way. Before pictures are sent they are drawn again, smaller: a telephone's picture of eight megabytes goes out as a few hundred kilobytes, without what the camera wrote
// into it. A picture that cannot be drawn is sent as it is, and the server says what is wrong with it. Each goes by itself and stays on this device until the server has
// it: what a bad connection broke off is sent again, also by the next visit to the page, and the server knows a picture that it has by its bytes.
import { forgetPicture, keepPicture, picturesOf, type DevicePicture } from "./device";
import { newKey } from "./key";

const longestSide = 1920, longestSmall = 480, again = 10_000;

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-pictures]")) start(form);

function start(form: HTMLFormElement): void {
    const person = document.body.dataset["person"] ?? "", report = form.dataset["report"] ?? "";
    const input = form.querySelector<HTMLInputElement>("input[type=file]")!, button = form.querySelector<HTMLButtonElement>("button")!;
    const progress = form.querySelector<HTMLElement>("[data-progress]")!, refused = form.querySelector<HTMLElement>("[data-refused]")!;
    let sending = false, timer: number | undefined;

    form.addEventListener("submit", event => {
        event.preventDefault();
        if (button.disabled) return;
        button.disabled = true;
        void take().finally(() => { button.disabled = false; });
    });
    addEventListener("online", () => void send());
    void send();

    /** Puts the chosen pictures on this device; where it keeps none, the form goes as it would without scripts. */
    async function take(): Promise<void> {
        const files = [...(input.files ?? [])], smaller: File[] = [], inLists: (File | undefined)[] = [];
        for (const [index, file] of files.entries()) {
            if ("asIs" in form.dataset) {
                smaller.push(file);
                continue;
            }
            progress.textContent = `${form.dataset["scaling"]} ${index + 1}/${files.length} …`;
            smaller.push(await scaled(file, longestSide));
            inLists.push("small" in form.dataset ? await scaled(file, longestSmall) : undefined);
        }
        const fields = Object.fromEntries([...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input[name]:not([type=hidden]):not([type=file]), select[name]")].map(field => [field.name, field.value]));
        try {
            for (const [index, file] of smaller.entries()) await keepPicture({ key: newKey(), person, report, name: file.name, file, small: inLists[index], fields, at: Date.now() + index });
        } catch {
            const chosen = new DataTransfer();
            for (const file of smaller) chosen.items.add(file);
            input.files = chosen.files;
            form.submit();
            return;
        }
        input.value = "";
        refused.hidden = true;
        refused.replaceChildren();
        await send();
    }

    /** Sends what is on this device, one after the other; stops where there is no connection, and goes on when there is. */
    async function send(): Promise<void> {
        if (sending) return;
        sending = true;
        clearTimeout(timer);
        let sent = 0;
        try {
            for (let left = await waiting(); left.length > 0; left = await waiting()) {
                progress.textContent = `${say("sending", left.length)} …`;
                const why = await post(left[0]!);
                if (why === "later" || why === "signin") {
                    progress.textContent = why === "signin" ? form.dataset["signin"] ?? "" : say("waiting", left.length);
                    timer = setTimeout(() => void send(), again);
                    return;
                }
                await forgetPicture(left[0]!.key);
                if (why === "sent") sent++;
                else refuse(`${left[0]!.name}: ${why.because}`);
            }
            progress.textContent = "";
        } finally {
            sending = false;
        }
        if (sent > 0 && refused.hidden) location.assign(form.dataset["done"]!);
    }

    // A device that keeps nothing has nothing to send.
    function waiting(): Promise<DevicePicture[]> {
        return picturesOf(person, report).catch(() => []);
    }

    function say(what: "sending" | "waiting", count: number): string {
        return (form.dataset[what] ?? "").replace("%", String(count));
    }

    /** Sends one picture, where the page is older than its token a second time with that of a new one. */
    async function post(picture: DevicePicture, isSecond = false): Promise<"sent" | "later" | "signin" | { because: string }> {
        const body = new FormData(), token = form.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")!;
        body.append(token.name, token.value);
        for (const [name, value] of Object.entries(picture.fields)) body.append(name, value);
        body.append(input.name, picture.file, picture.name);
        if (picture.small) body.append("small", picture.small, picture.name);
        try {
            const answer = await fetch(form.action, { method: "POST", body }), came = new URL(answer.url);
            if (came.searchParams.get("done") === new URL(form.dataset["done"]!, location.href).searchParams.get("done")) return "sent";
            if (came.pathname === "/signin") return "signin";
            if (answer.status >= 500) return "later";
            const page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = page.querySelector<HTMLInputElement>(`form[data-pictures] input[name=${token.name}]`);
            if (answer.status === 400 && !isSecond && fresh) {
                token.value = fresh.value;
                return await post(picture, true);
            }
            return { because: page.querySelector(".note.late span, h1")?.textContent ?? String(answer.status) };
        } catch {
            return "later";
        }
    }

    function refuse(why: string): void {
        const line = document.createElement("li");
        line.textContent = why;
        refused.append(line);
        refused.hidden = false;
    }
}

async function scaled(file: File, longest: number): Promise<File> {
    try {
        const drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
        const scale = Math.min(1, longest / Math.max(drawn.width, drawn.height));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(drawn.width * scale);
        canvas.height = Math.round(drawn.height * scale);
        const pen = canvas.getContext("2d")!;
        // JPEG knows no transparency: what shows through is paper.
        pen.fillStyle = "#fff";
        pen.fillRect(0, 0, canvas.width, canvas.height);
        pen.drawImage(drawn, 0, 0, canvas.width, canvas.height);
        drawn.close();
        const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, "image/jpeg", 0.85));
        // A drawing in few colours is smaller as it was.
        return !blob || (scale === 1 && blob.size >= file.size) ? file : new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
    } catch {
        return file;
    }
}
