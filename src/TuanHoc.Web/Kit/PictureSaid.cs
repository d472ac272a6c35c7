using System.Text.Json;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Kit;

/// <summary>What somebody says of a picture: what is on it, whether those on it have agreed, and who may see it.</summary>
/// <param name="Caption">Who, what, where.</param>
/// <param name="Consent">One of <see cref="Consents"/>.</param>
/// <param name="Audience">One of <see cref="Audiences"/>; never wider than the consent allows.</param>
public sealed record PictureSaid(string Caption, string Consent = PictureSaid.NotAsked, string Audience = PictureSaid.OfReport)
{
    public const string CaptionField = "caption", ConsentField = "consent", AudienceField = "audience";

    const int LongestCaption = 300;

    public const string NotAsked = "not-asked", Nobody = "nobody", Given = "given", Guardian = "guardian";

    public const string OfReport = "report", Public = "public";

    /// <summary>Not asked yet; nobody can be recognised; those on it have agreed; children are on it, and their parents or guardians have agreed.</summary>
    public static readonly IReadOnlyList<string> Consents = [NotAsked, Nobody, Given, Guardian];

    /// <summary>Who sees the report or the activity that it is of; everybody.</summary>
    public static readonly IReadOnlyList<string> Audiences = [OfReport, Public];

    /// <summary>As the lines of the audit keep it.</summary>
    public string Json => JsonSerializer.Serialize(new Dictionary<string, string> { ["caption"] = Caption, ["consent"] = Consent, ["audience"] = Audience });

    /// <summary>Why it cannot be said so; null when it can.</summary>
    public string? WhyNot => Audience == Public && Consent == NotAsked ? T["Ảnh cho mọi người xem thì phải ghi rõ: không nhận ra ai, người trong ảnh đã đồng ý, hoặc có trẻ em và cha mẹ, người giám hộ đã đồng ý."] : null;

    /// <summary>What a form says of a picture; of what nothing is said nobody was asked, and it is not for everybody. What is wrong stands in the form.</summary>
    public static PictureSaid Read(FormReader form)
    {
        var said = new PictureSaid(form.Text(CaptionField, LongestCaption) ?? form[CaptionField] ?? "", Consents.FirstOrDefault(one => one == form[ConsentField]) ?? NotAsked, Audiences.FirstOrDefault(one => one == form[AudienceField]) ?? OfReport);
        if (said.WhyNot is { } why) form.Refuse(ConsentField, why);
        return said;
    }

    public static string ConsentWord(string consent) => consent switch
    {
        Nobody => T["Không nhận ra ai trong ảnh"],
        Given => T["Người trong ảnh đã đồng ý"],
        Guardian => T["Có trẻ em: cha mẹ, người giám hộ đã đồng ý"],
        _ => T["Chưa hỏi"],
    };

    public static string AudienceWord(string audience) => audience == Public ? T["Mọi người, cả trên trang công khai"] : T["Người xem được trang này"];
}
