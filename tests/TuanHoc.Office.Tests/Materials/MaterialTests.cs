using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Office.Materials;

namespace TuanHoc.Office.Tests.Materials;

/// <summary>Banners, posters, invitations and certificates, read back out of what was made, never out of what made it.</summary>
public sealed class MaterialTests
{
    private const string Site = "https://tuanhoc.example/activities/0199a7c2";

    // Every letter of the language with every tone; a blank where a line may break
    private const string Alphabet = "aàảãáạ ăằẳẵắặ âầẩẫấậ bcdđ eèẻẽéẹ êềểễếệ ghik lmnp iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ qrst uùủũúụ ưừửữứự vxyỳỷỹýỵ";

    private static readonly MaterialWords Full = new("Ủy ban nhân dân phường Tân Thuận")
    {
        Slogan = "Học tập suốt đời - Học tập thông minh để trở thành công dân tốt, xây dựng gia đình hạnh phúc, xã hội văn minh.",
        Theme = "Tự học mỗi ngày, vững bước trong kỷ nguyên số",
        Year = 2026,
        Days = "01–07/10/2026",
        Event = "Lễ khai mạc Tuần lễ hưởng ứng học tập suốt đời năm 2026",
        Time = "08 giờ 00, thứ Năm, ngày 01 tháng 10 năm 2026",
        Place = "Nhà văn hóa phường Tân Thuận",
        Programme = "08:00 Đón khách\n08:30 Khai mạc",
        Address = Site,
    };

    public static TheoryData<string> Kinds => [.. MaterialKind.All.Select(kind => kind.Key)];

    [Theory]
    [InlineData(NormalizationForm.FormC, false)]
    [InlineData(NormalizationForm.FormC, true)]
    [InlineData(NormalizationForm.FormD, false)]
    [InlineData(NormalizationForm.FormD, true)]
    public void The_whole_alphabet_comes_back_out_of_every_typeface(NormalizationForm form, bool isUpper)
    {
        var wanted = isUpper ? Alphabet.ToUpperInvariant() : Alphabet;
        var typed = wanted.Normalize(form);
        Assert.Equal(form == NormalizationForm.FormC, typed == wanted);
        Assert.Null(Artwork.CannotSet(typed));
        // The name in bold serif, the activity in serif, the unit in bold sans, the date in sans
        foreach (var words in new[] { new MaterialWords("Đơn vị") { Name = typed }, new MaterialWords("Đơn vị") { Event = typed }, new MaterialWords(typed), new MaterialWords("Đơn vị") { Time = typed } })
            Assert.Contains(wanted, new LookedAt(MaterialKind.Find("certificate")!.Make(words)).Words, StringComparison.Ordinal);
        // Who said it, in italics
        Assert.Contains(wanted, new LookedAt(MaterialKind.Find("flag")!.Make(new("Đơn vị") { Slogan = $"Học ({typed})." })).Words, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Composed_and_decomposed_letters_make_the_same_sheet(string kind)
    {
        var (composed, decomposed) = (MaterialKind.Find(kind)!.Make(Written(NormalizationForm.FormC)), MaterialKind.Find(kind)!.Make(Written(NormalizationForm.FormD)));
        Assert.Equal(composed.Svg(), decomposed.Svg());
        Assert.Equal(composed.Pdf(forPress: true), decomposed.Pdf(forPress: true));

        static MaterialWords Written(NormalizationForm form) => Full with { Slogan = Full.Slogan!.Normalize(form), Event = Full.Event!.Normalize(form), Place = Full.Place!.Normalize(form), Name = "Nguyễn Thị Ngọc Quỳnh".Normalize(form) };
    }

    [Fact]
    public void Nothing_leaves_its_sheet_and_no_line_lies_on_another()
    {
        var word = Gen.Elements("học", "nghiêng", "Ẫ", "suốt", "đời,", "tri", "thức", "–", "Tuần", "lễ", "gỵ", "chuyển", "đổi", "số", "(Lenin).", "W", "NGƯỜI", "https://tuanhoc.example/rất-dài-không-có-chỗ-ngắt");
        Gen<string?> Text(int most) => Gen.OneOf(Gen.Constant((string?)null), Gen.Choose(1, most).SelectMany(count => Gen.ArrayOf(word, count)).Select(words => (string?)string.Join(' ', words)));
        var sheets = from kind in Gen.Elements<MaterialKind>([.. MaterialKind.All])
                     from slogan in Text(45)
                     from theme in Text(20)
                     from unit in Text(14)
                     from title in Text(30)
                     from time in Text(20)
                     from place in Text(25)
                     from programme in Text(90)
                     from name in Text(8)
                     from address in Gen.Elements<string?>(null, Site)
                     select (Kind: kind, Words: new MaterialWords(unit ?? "Trường Mầm non Sơn Ca") { Slogan = slogan, Theme = theme, Event = title, Time = time, Place = place, Programme = programme, Name = name, Address = address, Year = 2026, Days = "28/09–05/10/2026" });
        Prop.ForAll(sheets.ToArbitrary(), sheet =>
        {
            var artwork = sheet.Kind.Make(sheet.Words);
            var lines = artwork.Lines.ToList();
            var edge = artwork.Width * 0.01;
            foreach (var line in lines)
                if (!(line.Left >= edge && line.Top >= 0 && line.Right <= artwork.Width - edge && line.Bottom <= artwork.Height - edge * 0.5))
                    return false.Label($"{sheet.Kind.Key}: {line}");
            foreach (var (first, one) in lines.Index())
                foreach (var other in lines.Skip(first + 1))
                    if (Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left) > 0.01 && Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Top, other.Top) > 0.02 * Math.Min(one.Size, other.Size))
                        return false.Label($"{sheet.Kind.Key}: {one} / {other}");
            return true.ToProperty();
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("poster-a2", 420, 594)]
    [InlineData("poster-a3", 297, 420)]
    [InlineData("flag", 800, 2000)]
    [InlineData("standee", 800, 1800)]
    [InlineData("backdrop", 4000, 3000)]
    [InlineData("invitation", 210, 148)]
    [InlineData("certificate", 297, 210)]
    public void A_sheet_has_its_real_size_and_three_millimetres_around_for_the_press(string kind, double width, double height)
    {
        var artwork = MaterialKind.Find(kind)!.Make(Full);
        Assert.Equal([0, 0, width, height], new LookedAt(artwork).Box("MediaBox"));
        var press = new LookedAt(artwork.Pdf(forPress: true));
        var (trim, bleed) = (press.Box("TrimBox"), press.Box("BleedBox"));
        Assert.Equal((width, height), (Math.Round(trim[2] - trim[0], 1), Math.Round(trim[3] - trim[1], 1)));
        Assert.All(trim.Zip(bleed, (cut, ink) => Math.Abs(cut - ink)), apart => Assert.Equal(3, apart, 0.11));
    }

    [Fact]
    public void A_banner_of_six_metres_has_a_page_that_readers_open_with_units_that_make_it_real()
    {
        var pdf = MaterialKind.Find("banner")!.Make(Full).Pdf(forPress: false);
        // Poppler tells the units, ten times as long each
        Assert.Equal([0, 0, 600, 80], new LookedAt(pdf).Box("MediaBox"));
        Assert.Contains("/UserUnit 10/", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        Assert.Contains("Ủy ban nhân dân phường Tân Thuận", new LookedAt(pdf).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("poster-a2", 60)]
    [InlineData("poster-a3", 80)]
    [InlineData("standee", 30)]
    [InlineData("invitation", 150)]
    [InlineData("certificate", 150)]
    public void A_code_is_read_out_of_the_rendered_picture(string kind, int dots) =>
        Assert.Equal(Site, new LookedAt(MaterialKind.Find(kind)!.Make(Full)).Codes(dots));

    [Fact]
    public void A_certificate_says_who_took_part_in_what_to_readers_to_eyes_and_to_telephones()
    {
        const string Address = "https://tuanhoc.example/certificates/TH267KQ4M2XD";
        var certificate = Certificate.Of("Nguyễn Thị Ngọc Quỳnh", "Dùng dịch vụ công trên điện thoại", "Thư viện phường Tân Thuận", "ngày 02 tháng 10 năm 2026", "TH26-7KQ4-M2XD", Address, 2026);
        var seen = new LookedAt(certificate);
        foreach (var said in new[] { "Nguyễn Thị Ngọc Quỳnh", "Dùng dịch vụ công trên điện thoại", "Thư viện phường Tân Thuận", "ngày 02 tháng 10 năm 2026", "TH26-7KQ4-M2XD" })
            Assert.Contains(said, seen.Words, StringComparison.Ordinal);
        var letters = seen.Letters(150);
        foreach (var said in new[] { "Chứng nhận", "Nguyễn Thị Ngọc Quỳnh", "Dùng dịch vụ công trên điện thoại" })
            Assert.Contains(said, letters, StringComparison.Ordinal);
        Assert.Equal(Address, seen.Codes(150));
    }

    [Fact]
    public void A_poster_is_read_by_eyes() =>
        Assert.Contains("vững bước trong", new LookedAt(MaterialKind.Find("poster-a3")!.Make(Full with { Slogan = Full.Theme })).Letters(100), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fonts_go_along_in_part_and_tell_their_letters(string kind)
    {
        var rows = new LookedAt(MaterialKind.Find(kind)!.Make(Full)).Fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Matches(@"^[A-Z]{6}\+\S+\s+CID TrueType\s+Identity-H\s+yes yes yes", row));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_ground_is_printed_to_the_very_edge_of_the_bleed(string kind)
    {
        var artwork = MaterialKind.Find(kind)!.Make(Full);
        var press = new LookedAt(artwork.Pdf(forPress: true));
        // Half way along the lower edge, a millimetre inside the bleed and two outside of it
        var (whole, bleed) = (press.Box("MediaBox"), press.Box("BleedBox"));
        if (whole[3] < 400)
            Assert.NotEqual((255, 255, 255), press.Colour(0.5, 1 - (bleed[1] + 1) / whole[3]));
        Assert.Equal((255, 255, 255), press.Colour(0.5, 0.999));
    }

    [Fact]
    public void Who_said_a_slogan_stands_beneath_it()
    {
        var lines = MaterialKind.Find("flag")!.Make(new("Xã Mẫu") { Slogan = "Học, học nữa, học mãi (Lenin)." }).Lines.Select(line => line.Words).ToList();
        Assert.Contains("– Lenin", lines);
        Assert.DoesNotContain(lines, line => line.Contains('(', StringComparison.Ordinal));
    }

    [Fact]
    public void A_slogan_breaks_at_its_comma_and_never_inside_a_word()
    {
        var lines = MaterialKind.Find("backdrop")!.Make(new("Xã Mẫu") { Slogan = "Tự học mỗi ngày, vững bước trong kỷ nguyên số" }).Lines.Select(line => line.Words).ToList();
        Assert.Contains("Tự học mỗi ngày,", lines);
        Assert.Contains("vững bước trong kỷ nguyên số", lines);
    }

    [Theory]
    [InlineData("Vui học 😀", "😀")]
    [InlineData("学习", "学")]
    [InlineData("Học “suốt đời” – từ 08:00 đến 17:30 & cả đêm…\nDòng hai", null)]
    public void What_cannot_be_set_is_told(string text, string? sign) => Assert.Equal(sign, Artwork.CannotSet(text));
}
