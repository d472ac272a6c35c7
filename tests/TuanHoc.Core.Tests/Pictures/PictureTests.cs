using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Pictures;
using static TuanHoc.Core.Tests.Pictures.DrawnPictures;

namespace TuanHoc.Core.Tests.Pictures;

public sealed class PictureTests
{
    const string Broken = "Ảnh hỏng", NoPicture = "không phải ảnh", Secret = "21.38N 103.02E";

    static Picture Read(byte[] file)
    {
        var (picture, refusal) = Picture.Read(file);
        Assert.True(picture is not null, refusal?.ToString());
        return picture;
    }

    static bool Tells(byte[] file, string text) => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    [Fact]
    public void A_plain_picture_stays_as_it_is()
    {
        Assert.Equal(("image/jpeg", 24, 16), (Read(Jpeg()).Type, Read(Jpeg()).Width, Read(Jpeg()).Height));
        Assert.Equal(Jpeg(), Read(Jpeg()).Content);
        Assert.Equal(("image/png", 20, 10), (Read(Png()).Type, Read(Png()).Width, Read(Png()).Height));
        Assert.Equal(Png(), Read(Png()).Content);
    }

    [Fact]
    public void A_JPEG_loses_all_that_tells_more_than_the_picture()
    {
        var told = Encoding.UTF8.GetBytes(Secret);
        var file = Jpeg(24, 16, Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 0, 0]), Exif(1, little: true), Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. told]),
            Segment(0xE2, [.. "ICC_PROFILE\0"u8, .. told]), Segment(0xED, [.. "Photoshop 3.0\0"u8, .. told]), Segment(0xFE, told), Segment(0xEF, told));

        var picture = Read([.. file, .. "PK\u0003\u0004"u8, .. told]);

        Assert.False(Tells(picture.Content, Secret));
        Assert.False(Tells(picture.Content, "MAYANH"));
        Assert.False(Tells(picture.Content, "Exif"));
        Assert.False(Tells(picture.Content, "PK"));
        Assert.Equal(Jpeg(24, 16, Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0])), picture.Content);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_turned_JPEG_keeps_which_way_is_up_and_nothing_else_of_EXIF(bool little)
    {
        for (var orientation = 2; orientation <= 8; orientation++)
        {
            var picture = Read(Jpeg(24, 16, Exif(orientation, little)));
            Assert.Equal(orientation >= 5 ? (16, 24) : (24, 16), (picture.Width, picture.Height));
            Assert.False(Tells(picture.Content, "MAYANH"));
            Assert.True(Tells(picture.Content, "Exif"));
            // Read again it is the same: the orientation was written where it is looked for.
            Assert.Equal(picture, Read(picture.Content) with { Content = picture.Content });
            Assert.Equal(picture.Content, Read(picture.Content).Content);
        }
    }

    [Fact]
    public void The_colour_transform_stays_since_colours_need_it()
    {
        byte[] adobe = [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1];
        Assert.Equal(Jpeg(24, 16, Segment(0xEE, adobe)), Read(Jpeg(24, 16, Segment(0xEE, [.. adobe, .. Encoding.UTF8.GetBytes(Secret)]))).Content);
    }

    [Fact]
    public void A_PNG_loses_all_that_tells_more_than_the_picture()
    {
        var told = Encoding.UTF8.GetBytes(Secret);
        var picture = Read([.. Png(20, 10, ("tEXt", told), ("iTXt", told), ("zTXt", told), ("eXIf", told), ("tIME", new byte[7]), ("iCCP", told), ("prIv", told), ("sRGB", [0])), .. told]);

        Assert.False(Tells(picture.Content, Secret));
        Assert.Equal(Png(20, 10, ("sRGB", [0])), picture.Content);
    }

    [Fact]
    public void Every_kind_of_PNG_is_read_interlaced_or_not()
    {
        Assert.Equal(Png().Length, Read(Png()).Content.Length);
        // 3 × 2 in four bits: palette, one line of 1 + 2 bytes each.
        Read(Png(Header(3, 2, depth: 4, colour: 3), Packed(new byte[6]), ("PLTE", [1, 2, 3]), ("tRNS", [0])));
        // 5 × 5 interlaced, 16 bits, four channels: the seven passes.
        var bytes = new[] { (1, 1), (1, 1), (1, 2), (2, 1), (1, 3), (3, 2), (2, 5) }.Sum(pass => pass.Item1 * (1 + 8 * pass.Item2));
        Read(Png(Header(5, 5, depth: 16, colour: 6, interlace: 1), Packed(new byte[bytes])));
        Refused(Png(Header(5, 5, depth: 16, colour: 6, interlace: 1), Packed(new byte[bytes - 1])), Broken);
    }

    public static TheoryData<string, byte[], string> NoPictures => new()
    {
        { "empty", [], NoPicture },
        { "text", "xin chào"u8.ToArray(), NoPicture },
        { "GIF", "GIF89a"u8.ToArray(), NoPicture },
        { "SVG", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), NoPicture },
        { "a page before a picture", [.. "<script>"u8, .. Jpeg()], NoPicture },
        { "JPEG alone of its kind", [0xFF, 0xD8, 0xFF, 0xD9], Broken },
        { "JPEG without end", Jpeg()[..^2], Broken },
        { "JPEG without scan", [.. Jpeg()[..^14], 0xFF, 0xD9], Broken },
        { "JPEG begun twice", Jpeg(24, 16, [0xFF, 0xD8]), Broken },
        { "JPEG with words between segments", Jpeg(24, 16, Segment(0xFE, []), "PK"u8.ToArray()), Broken },
        { "JPEG with words behind a table", Jpeg(24, 16, Segment(0xDB, [0, .. new byte[64], .. "PK"u8])), Broken },
        { "JPEG with a table too short", Jpeg(24, 16, Segment(0xC4, [0, 9, .. new byte[15], 1])), Broken },
        { "JPEG without points", Jpeg(0, 16), Broken },
        { "JPEG, arithmetic", Jpeg(24, 16, Segment(0xC9, [8, 0, 1, 0, 1, 1, 1, 0x11, 0])), "hiếm gặp" },
        { "JPEG, huge", Jpeg(24, 16, Segment(0xC0, [8, 250, 0, 250, 0, 1, 1, 0x11, 0])), "40 triệu điểm" },
        { "PNG, huge", Png(Header(100_000, 100_000, depth: 8, colour: 6), [0]), "40 triệu điểm" },
        { "PNG, negative", Png(Header(-1, 10, depth: 8, colour: 6), [0]), Broken },
        { "PNG in no known colours", Png(Header(20, 10, depth: 3, colour: 0), Packed(new byte[210])), Broken },
        { "PNG without end", Png()[..^12], Broken },
        { "PNG without points", [.. Png()[..33], .. Chunk("IEND", [])], Broken },
        { "PNG with points missing", Png(Header(20, 10, depth: 8, colour: 0), Packed(new byte[209])), Broken },
        { "PNG with points too many", Png(Header(20, 10, depth: 8, colour: 0), Packed(new byte[10_000_000])), Broken },
        { "PNG with points that do not unpack", Png(Header(20, 10, depth: 8, colour: 0), "PK giả"u8.ToArray()), Broken },
        { "PNG in parts of which nobody knows", Png(20, 10, ("ABCD", [1])), Broken },
        { "PNG in colours it does not name", Png(Header(3, 2, depth: 4, colour: 3), Packed(new byte[6])), Broken },
    };

    [Theory]
    [MemberData(nameof(NoPictures))]
    public void What_is_no_whole_picture_is_refused_in_a_sentence(string what, byte[] file, string says)
    {
        Assert.NotEmpty(what);
        Refused(file, says);
    }

    [Fact]
    public void A_file_too_large_is_refused_before_it_is_looked_at() => Refused([.. Jpeg(), .. new byte[Picture.MostBytes]], "lớn hơn 12 MB");

    [Fact]
    public void Cut_anywhere_a_picture_is_refused()
    {
        foreach (var file in new[] { Jpeg(24, 16, Exif(6, little: true)), Png(20, 10, ("sRGB", [0])) })
            for (var length = 0; length < file.Length; length++) Refused(file[..length], "Ảnh", NoPicture);
    }

    [Fact]
    public void A_PNG_with_any_bit_turned_is_refused()
    {
        var file = Png();
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Choose(0, file.Length * 8 - 1).ToArbitrary(), bit =>
        {
            var turned = file.ToArray();
            turned[bit / 8] ^= (byte)(1 << bit % 8);
            return Picture.Read(turned).Refusal is not null;
        }));
    }

    [Fact]
    public void Random_bytes_in_and_after_real_beginnings_never_throw_and_what_is_kept_reads_the_same_again()
    {
        byte[][] files = [Jpeg(), Jpeg(24, 16, Exif(6, little: false)), Png(), Png(20, 10, ("tEXt", [1, 2]))];
        var spoiled = from file in Gen.Elements(files)
                      from at in Gen.Choose(0, file.Length)
                      from gone in Gen.Choose(0, 8)
                      from put in Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(12)
                      select (byte[])[.. file[..at], .. put, .. file[Math.Min(file.Length, at + gone)..]];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(spoiled.ToArbitrary(), file =>
        {
            var (picture, refusal) = Picture.Read(file);
            return picture is null ? refusal is not null : Picture.Read(picture.Content).Picture!.Content.AsSpan().SequenceEqual(picture.Content);
        }));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(noise =>
            Picture.Read(noise).Picture is null && Picture.Read([0xFF, 0xD8, 0xFF, .. noise]).Picture is null && Picture.Read([.. Png()[..8], .. noise]).Picture is null));
    }

    static void Refused(byte[] file, params string[] says)
    {
        var (picture, refusal) = Picture.Read(file);
        Assert.Null(picture);
        Assert.Contains(says, word => refusal.ToString()!.Contains(word, StringComparison.Ordinal));
    }
}
