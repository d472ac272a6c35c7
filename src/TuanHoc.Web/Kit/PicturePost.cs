using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Pictures;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Kit;

/// <summary>What a form that adds pictures sent (<see cref="PictureForm"/>): the pictures as they are kept, what is said of them, or why nothing is taken. The one way in for pictures, whatever they are of.</summary>
/// <param name="Form">What was typed.</param>
/// <param name="Said">What is said of every picture of the post.</param>
/// <param name="Pictures">Read strictly, and stripped of all but the picture.</param>
public sealed record PicturePost(FormReader Form, PictureSaid Said, IReadOnlyList<Picture> Pictures)
{
    public const string FileField = "picture", SmallField = "small";

    // Several pictures in one post, with the form around them.
    const long MostBody = 20_000_000;

    // A browser draws the small one of its own; more than this is none.
    const int MostSmallBytes = 200_000;

    /// <summary>The same picture in the size of a list, as the browser drew it; null where it drew none.</summary>
    public Picture? Small { get; private init; }

    /// <summary>Why nothing was taken, and the status that says so.</summary>
    public (string Why, int Status)? Refusal { get; private init; }

    /// <summary>Reads a post whose endpoint asks for no token: who may not add is told so before twenty megabytes are read, and the token is asked for when they have been.</summary>
    public static async Task<PicturePost> ReadAsync(HttpContext http, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted)
            return Refused(new FormReader(FormCollection.Empty), T["Các ảnh gửi một lần lớn hơn {0} MB, nên chưa thêm ảnh nào: gửi từng ảnh một, hoặc thu nhỏ ảnh.", MostBody / 1_000_000], StatusCodes.Status413PayloadTooLarge);
        var form = new FormReader(posted);
        if (!await antiforgery.IsRequestValidAsync(http)) return Refused(form, T["Trang này mở đã lâu hoặc được gửi từ nơi khác, nên chưa thêm ảnh nào: chọn lại ảnh rồi gửi lần nữa."], StatusCodes.Status400BadRequest);
        var said = PictureSaid.Read(form);
        // A file field left empty is sent too, without a name.
        var files = posted.Files.GetFiles(FileField).Where(file => file.FileName.Length > 0).ToList();
        if (files.Count == 0) form.Refuse(FileField, T["Chọn ít nhất một ảnh."]);
        if (!form.IsValid) return Refused(form, form.Errors.Values.First(), StatusCodes.Status400BadRequest);
        var pictures = new List<Picture>();
        foreach (var file in files)
        {
            var (picture, why) = await OneAsync(file, cancel);
            if (why is { } sentence) return Refused(form, T["Chưa thêm ảnh nào. “{0}”: {1}", NameOf(file), T[sentence]], file.Length > Picture.MostBytes ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);
            pictures.Add(picture!);
        }
        var small = pictures.Count == 1 && posted.Files.GetFile(SmallField) is { Length: > 0 and <= MostSmallBytes } drawn ? (await OneAsync(drawn, cancel)).Picture : null;
        return new(form, said, pictures) { Small = small };
    }

    static PicturePost Refused(FormReader form, string why, int status) => new(form, new(""), []) { Refusal = (why, status) };

    static async Task<(Picture? Picture, Text.Sentence? Refusal)> OneAsync(IFormFile file, CancellationToken cancel)
    {
        // One byte past the limit is enough to be refused.
        var bytes = new byte[Math.Min(file.Length, Picture.MostBytes + 1)];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancel);
        return Picture.Read(bytes);
    }

    // A browser may send a whole path; the name is shown, never opened.
    static string NameOf(IFormFile file) => string.Concat(file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c)).Take(100));
}
