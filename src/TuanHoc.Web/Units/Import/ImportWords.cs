using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using TuanHoc.Text;
using TuanHoc.Units;

namespace TuanHoc.Web.Units.Import;

/// <summary>How provinces' files write kinds, levels and names.</summary>
public static class ImportWords
{
    /// <summary>The kinds that come by file, as the template writes them; territories change by decisions alone.</summary>
    public static readonly IReadOnlyList<(UnitKind Kind, string Word)> Kinds =
    [
        (UnitKind.School, "Trường"), (UnitKind.Clc, "Trung tâm học tập cộng đồng"), (UnitKind.Library, "Thư viện"), (UnitKind.Agency, "Cơ quan"), (UnitKind.Association, "Hội, đoàn thể"),
        (UnitKind.Centre, "Trung tâm GDNN-GDTX"), (UnitKind.Museum, "Bảo tàng"), (UnitKind.CultureHouse, "Nhà văn hóa"), (UnitKind.Press, "Báo, đài"), (UnitKind.Enterprise, "Doanh nghiệp"),
        (UnitKind.Body, "Cơ quan Đảng, Hội đồng"), (UnitKind.Neighbourhood, "Thôn, tổ dân phố"),
    ];

    public static readonly IReadOnlyList<(string Level, string Word)> Levels =
    [
        ("preschool", "Mầm non"), ("primary", "Tiểu học"), ("lower-secondary", "THCS"), ("upper-secondary", "THPT"), ("mixed", "Nhiều cấp"), ("college", "Cao đẳng"), ("university", "Đại học"),
    ];

    static readonly FrozenDictionary<string, UnitKind> KindOfKey = Kinds.Select(k => (Key: SearchKey.Of(k.Word), k.Kind))
        .Concat(Kinds.Select(k => (UnitKinds.Word(k.Kind), k.Kind)))
        .Concat(
        [
            ("truong hoc", UnitKind.School), ("tthtcd", UnitKind.Clc), ("tt htcd", UnitKind.Clc), ("hoi", UnitKind.Association), ("doan the", UnitKind.Association), ("so", UnitKind.Agency), ("phong", UnitKind.Agency),
            ("ban", UnitKind.Agency), ("nganh", UnitKind.Agency), ("trung tam gdtx", UnitKind.Centre), ("trung tam gdnn – gdtx", UnitKind.Centre), ("gdnn-gdtx", UnitKind.Centre), ("trung tam", UnitKind.Centre), ("bao", UnitKind.Press), ("dai", UnitKind.Press),
            ("co quan dang", UnitKind.Body), ("thon", UnitKind.Neighbourhood), ("to dan pho", UnitKind.Neighbourhood),
            ("nation", UnitKind.Nation), ("province", UnitKind.Province), ("district", UnitKind.District), ("commune", UnitKind.Commune),
        ]).ToFrozenDictionary(k => k.Item1, k => k.Item2, StringComparer.Ordinal);

    static readonly FrozenDictionary<string, string> LevelOfKey = Levels.Select(l => (SearchKey.Of(l.Word), l.Level)).Concat(Levels.Select(l => (l.Level, l.Level)))
        .Concat([("mn", "preschool"), ("mau giao", "preschool"), ("nha tre", "preschool"), ("th", "primary"), ("trung hoc co so", "lower-secondary"), ("trung hoc pho thong", "upper-secondary"), ("lien cap", "mixed"), ("nhieu cap hoc", "mixed"), ("th&thcs", "mixed"), ("thcs&thpt", "mixed"), ("cd", "college"), ("dh", "university")])
        .ToFrozenDictionary(l => l.Item1, l => l.Item2, StringComparer.Ordinal);

    public static UnitKind? Kind(string typed) => KindOfKey.TryGetValue(SearchKey.Of(typed), out var kind) ? kind : null;

    public static string? Level(string typed) => LevelOfKey.GetValueOrDefault(SearchKey.Of(typed).Replace(" & ", "&", StringComparison.Ordinal));

    public static string Word(UnitKind kind) => Kinds.FirstOrDefault(k => k.Kind == kind).Word ?? UnitKinds.Word(kind);

    public static string LevelWord(string level) => Levels.First(l => l.Level == level).Word;

    // The longest first, so that "Trường Tiểu học" is not taken for "Trường".
    static readonly string[] Types =
    [
        "Trường Phổ thông Dân tộc bán trú Tiểu học và Trung học cơ sở", "Trường Phổ thông Dân tộc bán trú Trung học cơ sở", "Trường Phổ thông Dân tộc bán trú Tiểu học", "Trường Phổ thông Dân tộc nội trú",
        "Trường Tiểu học và Trung học cơ sở", "Trường Trung học cơ sở và Trung học phổ thông", "Trường Trung học phổ thông", "Trường Trung học cơ sở", "Trường PTDTBT TH&THCS", "Trường PTDTBT Tiểu học",
        "Trường PTDTBT THCS", "Trường PTDTBT TH", "Trường PTDTNT", "Trường TH&THCS", "Trường THCS&THPT", "Trường Mầm non", "Trường Mẫu giáo", "Trường Tiểu học", "Trường Cao đẳng", "Trường Đại học", "Trường THCS",
        "Trường THPT", "Trường MN", "Trường TH", "Trường", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên", "Trung tâm học tập cộng đồng", "Trung tâm GDNN-GDTX", "Trung tâm", "TTHTCĐ", "Thư viện",
        "Bảo tàng", "Nhà văn hóa", "Ủy ban", "Doanh nghiệp", "Công ty", "Sở", "Phòng", "Ban", "Hội", "Liên đoàn", "Đoàn", "Báo", "Đài", "Thôn", "Bản", "Tổ dân phố",
    ];

    static readonly (string Key, string Type)[] TypeOfKey = [.. Types.Select(t => (SearchKey.Of(t) + " ", t.ToLowerInvariant())).OrderByDescending(t => t.Item1.Length)];

    /// <summary>A name taken apart: "Trường Tiểu học Tân Tiến" is a "trường tiểu học" called "Tân Tiến".</summary>
    public static (string ShortName, string? PrintedType) Parts(string name)
    {
        var key = SearchKey.LetterByLetter(name);
        foreach (var (type, printed) in TypeOfKey)
            if (key.StartsWith(type, StringComparison.Ordinal) && name[type.Length..].Trim() is { Length: > 0 } rest) return (rest, printed);
        return (name, null);
    }

    /// <summary>A name with its tones after its letters, so that "Hoà" and "Hòa" are one spelling and "Hoa" another; capitals do not count.</summary>
    public static string ToneKey(string name)
    {
        var (key, tones) = (new StringBuilder(name.Length + 8), "");
        foreach (var sign in name.ToLowerInvariant().Normalize(NormalizationForm.FormD) + " ")
        {
            if (sign is '\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323') { tones += sign; continue; }
            if (!char.IsLetter(sign) && CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark) { key.Append(tones); tones = ""; }
            key.Append(sign);
        }
        return string.Join(' ', key.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }
}
