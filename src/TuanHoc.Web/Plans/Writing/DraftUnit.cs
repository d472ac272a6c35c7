using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>A unit as its documents name it: letterhead, signature and who works under it, by its kind and its parent's (Decree 30/2020/NĐ-CP, Appendix I and III).</summary>
public sealed record DraftUnit(long UnitId, string Kind, string Name, string ShortName, string? ParentName, string? ParentKind, string? GroundName, string? StandingAgency)
{
    static readonly string[] Committees = ["province", "district", "commune"];

    bool IsCommittee => Committees.Contains(Kind);

    /// <summary>The names by which a plan above calls it.</summary>
    public IReadOnlyList<string> Names => Kind switch
    {
        "province" => [Name, Issuer, $"UBND {Inside(Name)}", "Ủy ban nhân dân các tỉnh, thành phố", "UBND các tỉnh, thành phố", "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", "UBND các tỉnh, thành phố trực thuộc Trung ương"],
        "commune" => [Name, Issuer, $"UBND {Inside(Name)}", "Ủy ban nhân dân các xã, phường", "UBND các xã, phường", "Ủy ban nhân dân các xã, phường, đặc khu", "UBND các xã, phường, đặc khu", "Ủy ban nhân dân xã, phường", "UBND xã, phường"],
        "school" => [Name, "Các trường học", "Các cơ sở giáo dục", "Các đơn vị trường học"],
        _ => [Name, Issuer],
    };

    public DraftIssuer AsIssuer(DocumentType type) => new(
        Issuer,
        ParentBody: IsCommittee || Kind is "nation" or "association" or "body" || ParentName is null ? null : ParentKind is { } kind && Committees.Contains(kind) ? $"Ủy ban nhân dân {Inside(ParentName)}" : ParentKind == "nation" ? null : ParentName,
        Notation: type == DocumentType.Letter ? Abbreviation : $"{DraftWords.Stored(type)}-{Abbreviation}",
        Place: Kind switch { "province" => ShortName, "district" or "commune" => Name, "nation" => "Hà Nội", _ => GroundName ?? "Hà Nội" },
        Signature: IsCommittee ? new(["TM. Ủy ban nhân dân"], "Chủ tịch", "") : new([], Position, ""),
        StandingAgency: StandingAgency ?? Kind switch { "province" => "Sở Giáo dục và Đào tạo", "commune" => "Phòng Văn hóa – Xã hội", _ => null },
        Below: Kind switch
        {
            "nation" => "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
            "province" => "Ủy ban nhân dân các xã, phường",
            "district" or "commune" => "Các trường học, trung tâm học tập cộng đồng",
            "agency" => "Các đơn vị trực thuộc",
            "school" => "Các tổ chuyên môn, giáo viên chủ nhiệm",
            _ => null,
        });

    string Issuer => Kind == "nation" ? "Bộ Giáo dục và Đào tạo" : IsCommittee ? $"Ủy ban nhân dân {Inside(Name)}" : Name;

    string Position => Kind switch { "nation" => "Bộ trưởng", "school" => "Hiệu trưởng", "association" => "Chủ tịch", _ when Name.StartsWith("Phòng ", StringComparison.Ordinal) => "Trưởng phòng", _ => "Giám đốc" };

    // "Sở Giáo dục và Đào tạo" is SGDĐT; a territory's committee is UBND.
    string Abbreviation => IsCommittee ? "UBND" : string.Concat(from word in Issuer.Split([' ', ',', '-', '–'], StringSplitOptions.RemoveEmptyEntries)
                                                                where word is not ("và" or "Trường")
                                                                select word.Length > 1 && word.All(char.IsUpper) ? word : char.ToUpper(word[0], CultureInfo.InvariantCulture).ToString());

    // Inside a sentence a territory's name begins small: "phường Mẫu".
    static string Inside(string name) => char.ToLower(name[0], CultureInfo.InvariantCulture) + name[1..];
}

/// <summary>What is asked of the unit that begins a draft.</summary>
static class DraftUnits
{
    public static Task<DraftUnit?> DraftUnitAsync(this AppDb db, long unitId, int? editionId, DateOnly today, CancellationToken cancel) => db.Database.SqlQuery<DraftUnit>($"""
        select v.unit_id, v.kind, v.name, v.short_name, p.name as parent_name, p.kind as parent_kind, g.short_name as ground_name,
               (select a.name from standing_agency s join unit_version a on a.unit_id = s.agency_id and a.valid @> {today} where s.unit_id = v.unit_id and s.edition_id = {editionId}) as standing_agency
          from unit_version v
          left join unit_version p on p.unit_id = v.parent_id and p.valid @> {today}
          left join unit_version g on g.unit_id = coalesce(v.territory_id, case when p.kind in ('province', 'district', 'commune') then p.unit_id else coalesce(p.territory_id, p.parent_id) end) and g.valid @> {today} and g.kind <> 'nation'
         where v.unit_id = {unitId} and v.valid @> {today}
        """).SingleOrDefaultAsync(cancel);

    /// <summary>The bodies of a plan above that are this unit, alone or with others of its group.</summary>
    public static Task<List<string>> BodiesOfAsync(this AppDb db, Guid planId, long unitId, CancellationToken cancel) => db.Database.SqlQuery<string>($"""
        select distinct t.agency as "Value" from task t left join unit_task u on u.task_id = t.id and u.unit_id = {unitId} where t.plan_id = {planId} and (t.unit_id = {unitId} or u.id is not null)
        union
        select name from plan_body where plan_id = {planId} and unit_id = {unitId}
        """).ToListAsync(cancel);
}
