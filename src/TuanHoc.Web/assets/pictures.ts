// Pictures and files on their way. Before pictures are sent they are drawn again, smaller: a telephone's picture of eight megabytes goes out as a few hundred kilobytes, without what the camera wrote
// into it. A picture that cannot be drawn is sent as it is, and the server says what is wrong with it. Each goes by itself and stays on this device until the server has
// it: what a bad connection broke off is sent again, also by the next visit to the page, and the server knows a picture that it has by its bytes.
import { keepPicture, picturesOf, type DevicePicture } from "./device";
import { newKey } from "./key";
import { sendOne, showLeft } from "./waiting";

const longestSide = 1920, longestSmall = 480, again = 10_000;

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-pictures]")) start(form);
for (const box of document.querySelectorAll<HTMLElement>("[data-left-pictures]")) void leftOver(box);

/** The report takes no more pictures: what this device still has is not lost, and handed out. */
async function leftOver(box: HTMLElement): Promise<void> {
    const report = box.dataset["leftPictures"] ?? "", left = await picturesOf(document.body.dataset["person"] ?? "", report, `${report}/files`);
    box.hidden = left.length === 0;
    box.querySelector("[data-said]")!.textContent = (box.dataset["words"] ?? "").replace("%", String(left.length));
    showLeft(box.querySelector("ul")!, left, { take: box.dataset["take"] ?? "", drop: box.dataset["drop"] ?? "" }, () => void leftOver(box));
}

function start(form: HTMLFormElement): void {
    const person = document.body.dataset["person"] ?? "", report = form.dataset["report"] ?? "";
    const input = form.querySelector<HTMLInputElement>("input[type=file]")!, button = form.querySelector<HTMLButtonElement>("button")!;
    const progress = form.querySelector<HTMLElement>("[data-progress]")!, refused = form.querySelector<HTMLElement>("[data-refused]")!;
    const token = form.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")!;
    let sending = false, timer: number | undefined;

    form.addEventListener("submit", event => {
        event.preventDefault();
        if (button.disabled) return;
        button.disabled = true;
        void take().finally(() => { button.disabled = false; });
    });
    addEventListener("online", () => void send());
    void showRefused();
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
            for (const [index, file] of smaller.entries()) await keepPicture({
                key: newKey(), person, report, name: file.name, file, small: inLists[index], fields, at: Date.now() + index,
                to: form.action, field: input.name, done: form.dataset["done"]!, page: location.pathname + location.search, title: document.title,
            });
        } catch {
            const chosen = new DataTransfer();
            for (const file of smaller) chosen.items.add(file);
            input.files = chosen.files;
            form.submit();
            return;
        }
        input.value = "";
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
                const how = await sendOne(left[0]!, token);
                if (how === "later" || how === "signin") {
                    progress.textContent = how === "signin" ? form.dataset["signin"] ?? "" : say("waiting", left.length);
                    timer = setTimeout(() => void send(), again);
                    return;
                }
                if (how === "sent") sent++;
                else await showRefused();
            }
            progress.textContent = "";
        } finally {
            sending = false;
        }
        if (sent > 0 && refused.hidden) location.assign(form.dataset["done"]!);
    }

    async function waiting(): Promise<DevicePicture[]> {
        return (await picturesOf(person, report)).filter(picture => picture.refused === undefined);
    }

    function say(what: "sending" | "waiting", count: number): string {
        return (form.dataset[what] ?? "").replace("%", String(count));
    }

    /** What the server did not take, as long as nobody dropped it. */
    async function showRefused(): Promise<void> {
        const left = (await picturesOf(person, report)).filter(picture => picture.refused !== undefined);
        refused.hidden = left.length === 0;
        showLeft(refused, left, { take: form.dataset["take"] ?? "", drop: form.dataset["drop"] ?? "" }, () => void showRefused());
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
