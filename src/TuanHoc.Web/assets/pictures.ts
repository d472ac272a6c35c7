// Before pictures are sent they are drawn again, smaller: a telephone's picture of eight megabytes goes out as a few hundred kilobytes,
// without what the camera wrote into it. A picture that cannot be drawn is sent as it is, and the server says what is wrong with it.
const longestSide = 1920;

const pictures = document.querySelector<HTMLFormElement>("form[data-pictures]");
pictures?.addEventListener("submit", event => {
    event.preventDefault();
    void send(pictures);
});

async function send(form: HTMLFormElement): Promise<void> {
    const input = form.querySelector<HTMLInputElement>("input[type=file]")!;
    const progress = form.querySelector<HTMLElement>("[data-progress]")!;
    const button = form.querySelector<HTMLButtonElement>("button")!;
    if (button.disabled) return;
    button.disabled = true;
    const files = [...(input.files ?? [])];
    const smaller = new DataTransfer();
    for (const [index, file] of files.entries()) {
        progress.textContent = `${form.dataset["scaling"]} ${index + 1}/${files.length} …`;
        smaller.items.add(await scaled(file));
    }
    input.files = smaller.files;
    progress.textContent = `${form.dataset["sending"]} …`;
    form.submit();
    // Coming back to this page, or a sending that was stopped, finds the button working.
    addEventListener("pageshow", () => { button.disabled = false; progress.textContent = ""; }, { once: true });
}

async function scaled(file: File): Promise<File> {
    try {
        const drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
        const scale = Math.min(1, longestSide / Math.max(drawn.width, drawn.height));
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
