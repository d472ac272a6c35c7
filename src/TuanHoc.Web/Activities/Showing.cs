using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>Whether an activity is shown to everybody, as stored.</summary>
public static class Showing
{
    public const string Own = "own", Asked = "asked", Public = "public", Refused = "refused";

    public static (string Kind, string Icon, string Word) Shown(string showing) => showing switch
    {
        Public => ("ok", "okc", T["Người dân đang xem được"]),
        Asked => ("due", "clock", T["Chờ duyệt để người dân xem"]),
        Refused => ("late", "nil", T["Không hiển thị cho người dân"]),
        _ => ("nil", "nil", T["Chỉ các đơn vị trong nhánh xem"]),
    };
}

/// <summary>For whom an activity is, as stored.</summary>
public static class Audiences
{
    public const string All = "all";

    public static readonly IReadOnlyList<string> Known = [All, "families", "children", "pupils", "adults", "elderly"];

    public static string Word(string audience) => T[Vietnamese(audience)];

    /// <summary>As a Vietnamese file has it, whatever the language of the screen.</summary>
    public static string Vietnamese(string audience) => audience switch
    {
        "families" => "Gia đình",
        "children" => "Trẻ em",
        "pupils" => "Học sinh, sinh viên",
        "adults" => "Người lớn",
        "elderly" => "Người lớn tuổi",
        _ => "Mọi người",
    };
}

/// <summary>What people who may come want to know of an activity.</summary>
/// <param name="About">What one finds there, in a few sentences.</param>
/// <param name="Audience">For whom it is (<see cref="Audiences"/>).</param>
/// <param name="FromAge">From which age, in years.</param>
/// <param name="ToAge">Up to which age, itself included.</param>
/// <param name="Fee">What it costs a person, in đồng; 0 is free.</param>
/// <param name="Conditions">What has to be kept to: health rules, what to bring.</param>
/// <param name="Seats">How many can come; null where nobody counts.</param>
public sealed record PublicFacts(string? About, string Audience, int? FromAge, int? ToAge, long Fee, string? Conditions, int? Seats)
{
    public static readonly PublicFacts None = new(About: null, Audiences.All, FromAge: null, ToAge: null, Fee: 0, Conditions: null, Seats: null);

    /// <summary>"Gia đình, từ 5 tuổi".</summary>
    public string ForWhom => (FromAge, ToAge) switch
    {
        (null, null) => Audiences.Word(Audience),
        ({ } from, null) => T["{0}, từ {1} tuổi", Audiences.Word(Audience), from],
        (null, { } to) => T["{0}, đến {1} tuổi", Audiences.Word(Audience), to],
        ({ } from, { } to) => T["{0}, {1}–{2} tuổi", Audiences.Word(Audience), from, to],
    };

    public string Price => Fee == 0 ? T["Miễn phí"] : T["{0} đồng", Fee];
}
