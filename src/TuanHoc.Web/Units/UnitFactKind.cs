using System.Globalization;
using System.Text.RegularExpressions;
using TuanHoc.Units;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Units;

/// <summary>What a unit can carry: how it is called, which units carry it, and how it is typed.</summary>
public sealed partial class UnitFactKind
{
    const int Longest = 300;

    static readonly UnitKind[] Places = [UnitKind.Commune, UnitKind.Neighbourhood, UnitKind.School, UnitKind.Clc];
    static readonly UnitKind[] Teaching = [UnitKind.School, UnitKind.Clc, UnitKind.Centre];

    public static readonly UnitFactKind Difficulty = new("difficulty", ReadDifficulty) { OfKinds = Places };
    public static readonly UnitFactKind Learners = new("learners", ReadNumber) { OfKinds = Teaching };
    public static readonly UnitFactKind Staff = new("staff", ReadNumber);
    public static readonly UnitFactKind Contact = new("contact", ReadLine);
    public static readonly UnitFactKind Phone = new("phone", ReadPhone);
    public static readonly UnitFactKind Email = new("email", ReadEmail);
    public static readonly UnitFactKind Address = new("address", ReadLine);
    public static readonly UnitFactKind Organization = new("organization", ReadOrganization) { OfKinds = [.. Enum.GetValues<UnitKind>().Where(kind => kind != UnitKind.Neighbourhood)] };

    /// <summary>All of them, in the order of the page.</summary>
    public static readonly IReadOnlyList<UnitFactKind> All = [Difficulty, Learners, Staff, Contact, Phone, Email, Address, Organization];

    /// <summary>The classes of difficult areas, the most difficult last: region I, II, III, and "đặc biệt khó khăn".</summary>
    public static readonly IReadOnlyList<string> Difficulties = ["I", "II", "III", "special"];

    readonly Func<string, (string? Value, string? Why)> read;

    UnitFactKind(string word, Func<string, (string?, string?)> read) => (Word, this.read) = (word, read);

    /// <summary>As it is stored.</summary>
    public string Word { get; }

    UnitKind[]? OfKinds { get; init; }

    public bool IsNumber => read == ReadNumber;

    /// <summary>Whether units of a kind carry it: a library has no learners, a ministry stands in no difficult area.</summary>
    public bool IsOf(UnitKind kind) => OfKinds is null ? kind != UnitKind.Nation : OfKinds.Contains(kind);

    /// <summary>The value to store of what was typed, or the sentence that says what is wrong with it. Nothing typed is no value.</summary>
    public (string? Value, string? Why) Read(string typed)
    {
        typed = typed.Trim();
        return typed == "" ? (null, null) : typed.Length > Longest ? (null, T["Viết ngắn hơn: nhiều nhất {0} ký tự.", Longest]) : read(typed);
    }

    /// <summary>A stored value as a page shows it.</summary>
    public string Written(string value) =>
        this == Difficulty ? ClassWord(value) : IsNumber ? Vn.Number(long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)) : value;

    public string Label => Word switch
    {
        "difficulty" => T["Vùng khó khăn"],
        "learners" => T["Số người học"],
        "staff" => T["Số cán bộ, giáo viên, nhân viên"],
        "contact" => T["Đầu mối liên hệ"],
        "phone" => T["Điện thoại"],
        "email" => T["Thư điện tử"],
        "organization" => T["Mã định danh trên hệ thống văn bản"],
        _ => T["Địa chỉ"],
    };

    public string? Hint => Word switch
    {
        "contact" => T["Bộ phận hoặc chức danh, ví dụ: Phòng Văn hóa – Xã hội"],
        "phone" => T["Ví dụ 0213 3876 543"],
        "organization" => T["13 ký tự theo QCVN 102:2016, như 000.00.01.H29."],
        _ when IsNumber => T["Ví dụ 412"],
        _ => null,
    };

    public static string ClassWord(string value) => value == "special" ? T["Đặc biệt khó khăn"] : T["Khu vực {0}", value];

    // As files write it: III, khu vực III, KV3, đặc biệt khó khăn, ĐBKK.
    static (string?, string?) ReadDifficulty(string typed)
    {
        var key = Text.SearchKey.Of(typed);
        if (key is "special" or "dac biet kho khan" or "dbkk") return ("special", null);
        return Region().Match(key) is { Success: true } region
            ? (region.Groups["region"].Value switch { "1" or "i" => "I", "2" or "ii" => "II", _ => "III" }, null)
            : (null, T["Ghi I, II, III hoặc \"đặc biệt khó khăn\"."]);
    }

    static (string?, string?) ReadNumber(string typed) => Number().IsMatch(typed) && typed.Replace(".", "", StringComparison.Ordinal).TrimStart('0') is { Length: <= 7 } digits
        ? (digits == "" ? "0" : digits, null)
        : (null, T["Ghi một số nguyên từ 0 đến 9.999.999, ví dụ 412 hoặc 1.204."]);

    static (string?, string?) ReadLine(string typed) => (string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), null);

    static (string?, string?) ReadPhone(string typed) =>
        PhoneNumber().IsMatch(Separators().Replace(typed, "")) ? (typed, null) : (null, T["Ghi số điện thoại có mã vùng, ví dụ 0213 3876 543 hoặc +84 912 345 678."]);

    static (string?, string?) ReadEmail(string typed) =>
        EmailAddress().IsMatch(typed) ? (typed, null) : (null, T["Ghi địa chỉ thư đầy đủ, ví dụ vanphong@donvi.edu.vn."]);

    static (string?, string?) ReadOrganization(string typed) =>
        OrganizationId().IsMatch(typed.ToUpperInvariant()) ? (typed.ToUpperInvariant(), null) : (null, T["Ghi mã định danh đủ 13 ký tự, như 000.00.01.H29."]);

    [GeneratedRegex("^(?:khu vuc |kv ?)?(?<region>iii|ii|i|[123])$", RegexOptions.NonBacktracking)]
    private static partial Regex Region();

    [GeneratedRegex(@"^(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"[\s.()-]", RegexOptions.NonBacktracking)]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(?:(?:\+84|0)[0-9]{8,10}|1[89]00[0-9]{4,6})$", RegexOptions.NonBacktracking)]
    private static partial Regex PhoneNumber();

    [GeneratedRegex(@"^[0-9A-Z]{3}(?:\.[0-9A-Z]{2}){2}\.[0-9A-Z]{3}$", RegexOptions.NonBacktracking)]
    private static partial Regex OrganizationId();

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex EmailAddress();
}
