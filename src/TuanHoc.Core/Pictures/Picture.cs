using TuanHoc.Text;

namespace TuanHoc.Pictures;

/// <summary>A picture with nothing in it but what is needed to show it: no place, no time, no camera, no comment.</summary>
/// <param name="Type">The media type: image/jpeg or image/png.</param>
/// <param name="Width">Points across, as the picture is shown upright.</param>
/// <param name="Height">Points down, as the picture is shown upright.</param>
/// <param name="Content">The whole file, rewritten.</param>
public sealed record Picture(string Type, int Width, int Height, byte[] Content)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 12_000_000;

    /// <summary>The largest picture that is read, in points.</summary>
    public const long MostPoints = 40_000_000;

    /// <summary>Reads a file by its content, whatever it is called: the picture, or the sentence that says why it is refused.</summary>
    public static (Picture? Picture, Sentence? Refusal) Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > MostBytes) return (null, new("Ảnh lớn hơn {0} MB: thu nhỏ ảnh rồi gửi lại.", MostBytes / 1_000_000));
        try
        {
            if (file.StartsWith(Jpeg.Start)) return (Jpeg.Read(file), null);
            if (file.StartsWith(Png.Start)) return (Png.Read(file), null);
            return (null, new("Đây không phải ảnh JPEG hoặc PNG: chọn tệp .jpg, .jpeg hoặc .png."));
        }
        catch (PictureFault fault)
        {
            return (null, fault.Sentence);
        }
    }

    /// <summary>Refuses a size before anything is made of it.</summary>
    internal static void Measure(int width, int height)
    {
        if (width == 0 || height == 0) throw PictureFault.Broken;
        if ((long)width * height > MostPoints) throw new PictureFault(new("Ảnh có {0} × {1} điểm, nhiều hơn {2} triệu điểm: thu nhỏ ảnh rồi gửi lại.", width, height, MostPoints / 1_000_000));
    }
}

/// <summary>What is wrong with the file; thrown from deep inside a reader and never past <see cref="Picture.Read"/>.</summary>
sealed class PictureFault(Sentence sentence) : Exception(sentence.Text)
{
    public Sentence Sentence => sentence;

    public static PictureFault Broken => new(new("Ảnh hỏng hoặc chưa tải lên hết: mở ảnh trên máy, lưu lại rồi gửi lần nữa."));

    public static PictureFault Rare => new(new("Ảnh được nén theo cách hiếm gặp, nhiều máy không mở được: lưu lại thành ảnh JPEG thường rồi gửi lần nữa."));
}
