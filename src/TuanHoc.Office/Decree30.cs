using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;
using static DocumentFormat.OpenXml.Wordprocessing.JustificationValues;

namespace TuanHoc.Office;

/// <summary>How one element of a document is set: size in points, distances in twips (1/20 point).</summary>
internal sealed record ElementStyle(string Id, string Name, double Size, JustificationValues Align)
{
    public bool Bold { get; init; }
    public bool Italic { get; init; }
    public int FirstLine { get; init; }
    public int Left { get; init; }
    public int Before { get; init; }
    public int After { get; init; }
    public int Line { get; init; } = Decree30.SingleLine;
    public bool ExactLine { get; init; }
    public bool KeepNext { get; init; }
    public int? Outline { get; init; }
}

/// <summary>The layout that Decree 30/2020/NĐ-CP, Appendix I, prescribes; each line within the limits that it gives.</summary>
internal static class Decree30
{
    public const string Font = "Times New Roman";
    public const int PageWidth = 11906, PageHeight = 16838;
    public const int Top = 1134, Bottom = 1134, Left = 1701, Right = 851; // 20, 20, 30, 15 mm
    public const int PageNumberFromTop = 567; // 10 mm: in the middle of the top margin
    public const int SingleLine = 240;

    private const int FirstLine = 720; // 1.27 cm
    private const int Apart = 120; // 6 pt
    private const int BodyLine = 276; // 1.15 lines

    public static readonly ElementStyle
        Nation = new("QuocHieu", "Quốc hiệu", 12, Center) { Bold = true },
        Motto = new("TieuNgu", "Tiêu ngữ", 13, Center) { Bold = true },
        Parent = new("CoQuanChuQuan", "Cơ quan chủ quản", 12, Center),
        Issuer = new("CoQuanBanHanh", "Cơ quan ban hành", 12, Center) { Bold = true },
        Number = new("SoKyHieu", "Số và ký hiệu", 13, Center) { Before = 60 },
        LetterSubject = new("TrichYeuCongVan", "Trích yếu công văn", 12, Center),
        PlaceDate = new("DiaDanhNgayThang", "Địa danh và ngày tháng", 13, Center) { Italic = true, Before = 60 },
        Type = new("TenLoai", "Tên loại văn bản", 14, Center) { Bold = true, Before = 360 },
        Subject = new("TrichYeu", "Trích yếu", 14, Center) { Bold = true },
        Rule = new("DuongKe", "Đường kẻ", 2, Center) { Before = 40, Line = 60, ExactLine = true },
        Gap = new("KhoangNgan", "Khoảng ngăn", 1, JustificationValues.Left) { Line = 20, ExactLine = true },
        Addressee = new("KinhGui", "Kính gửi", 14, Center) { Before = 240, After = Apart },
        AddresseeItem = new("KinhGuiNhieuNoi", "Kính gửi nhiều nơi", 14, JustificationValues.Left) { Left = 2552, After = Apart },
        Basis = new("CanCu", "Căn cứ", 14, Both) { Italic = true, FirstLine = FirstLine, After = Apart, Line = BodyLine },
        PartTitle = new("Phan", "Tiêu đề phần", 14, Both) { Bold = true, FirstLine = FirstLine, After = Apart, Line = BodyLine, KeepNext = true, Outline = 0 },
        ClauseTitle = new("TieuDeKhoan", "Tiêu đề khoản", 14, Both) { Bold = true, FirstLine = FirstLine, After = Apart, Line = BodyLine, KeepNext = true, Outline = 1 },
        Text = new("NoiDung", "Nội dung", 14, Both) { FirstLine = FirstLine, After = Apart, Line = BodyLine },
        Cell = new("OBang", "Ô bảng", 12, JustificationValues.Left) { Before = 20, After = 20 },
        Authority = new("QuyenHanChucVu", "Quyền hạn và chức vụ", 14, Center) { Bold = true },
        SignerName = new("HoTen", "Họ tên người ký", 14, Center) { Bold = true, Before = 1700 }, // 30 mm for hand and seal
        Recipients = new("NoiNhan", "Nơi nhận", 12, JustificationValues.Left) { Bold = true, Italic = true },
        RecipientItem = new("NoiNhanDong", "Dòng nơi nhận", 11, JustificationValues.Left),
        AnnexTitle = new("PhuLuc", "Phụ lục", 14, Center) { Bold = true, Outline = 0 },
        AnnexName = new("TenPhuLuc", "Tên phụ lục", 14, Center) { Bold = true },
        AnnexNote = new("KemTheo", "Kèm theo", 14, Center) { Italic = true },
        PageNumber = new("SoTrang", "Số trang", 14, Center);

    private static readonly ElementStyle[] All =
    [
        Nation, Motto, Parent, Issuer, Number, LetterSubject, PlaceDate, Type, Subject, Rule, Gap, Addressee, AddresseeItem, Basis,
        PartTitle, ClauseTitle, Text, Cell, Authority, SignerName, Recipients, RecipientItem, AnnexTitle, AnnexName, AnnexNote, PageNumber,
    ];

    public static Styles StyleSheet()
    {
        var styles = new Styles(
            new DocDefaults(
                new RunPropertiesDefault(new RunPropertiesBaseStyle(
                    new RunFonts { Ascii = Font, HighAnsi = Font, ComplexScript = Font, EastAsia = Font },
                    new Color { Val = "000000" }, new FontSize { Val = "28" }, new FontSizeComplexScript { Val = "28" }, new Languages { Val = "vi-VN" })),
                new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(
                    new SpacingBetweenLines { Before = "0", After = "0", Line = Twips(SingleLine), LineRule = LineSpacingRuleValues.Auto }))),
            new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true });
        foreach (var style in All)
            styles.Append(Sheet(style));
        return styles;
    }

    public static string Twips(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static Style Sheet(ElementStyle style) => new()
    {
        Type = StyleValues.Paragraph,
        StyleId = style.Id,
        CustomStyle = true,
        StyleName = new StyleName { Val = style.Name },
        BasedOn = new BasedOn { Val = "Normal" },
        PrimaryStyle = new PrimaryStyle(),
        StyleParagraphProperties = new StyleParagraphProperties
        {
            KeepNext = style.KeepNext ? new KeepNext() : null,
            SpacingBetweenLines = new SpacingBetweenLines
            {
                Before = Twips(style.Before),
                After = Twips(style.After),
                Line = Twips(style.Line),
                LineRule = style.ExactLine ? LineSpacingRuleValues.Exact : LineSpacingRuleValues.Auto,
            },
            Indentation = new Indentation { Left = Twips(style.Left), FirstLine = Twips(style.FirstLine) },
            Justification = new Justification { Val = style.Align },
            OutlineLevel = style.Outline is { } level ? new OutlineLevel { Val = level } : null,
        },
        StyleRunProperties = new StyleRunProperties
        {
            Bold = style.Bold ? new Bold() : null,
            Italic = style.Italic ? new Italic() : null,
            FontSize = new FontSize { Val = Twips((int)(style.Size * 2)) },
            FontSizeComplexScript = new FontSizeComplexScript { Val = Twips((int)(style.Size * 2)) },
        },
    };
}
