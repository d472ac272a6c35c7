using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Forms;

/// <summary>A form as it stands in the list: the nation's, or, with an owner, that of a province for the Week of a year.</summary>
public sealed record FormListed(string Key, string Name, string? FormerKey, string? BaseKey, long? OwnerId, string? OwnerName, int? Year, DateTimeOffset? IssuedAt, string? IssuedBy)
{
    /// <summary>What it is called.</summary>
    [NotMapped]
    public string Named => FormWords.Of(Key, BaseKey, OwnerName, Year);
}

/// <summary>A form that is being edited, with the one it is made from: the nation's former one, or the one that a province's rows stand behind.</summary>
public sealed record FormDraft(Guid Id, long? OwnerId, string? OwnerName, int? Year, string FromKey, string Stored, int Version, Guid WriteKey, DateTimeOffset ChangedAt, string ChangedBy)
{
    /// <summary>The form as it stands in the draft.</summary>
    [NotMapped]
    public FormDefinition Definition => field ??= FormDefinition.Parse(Stored);

    /// <summary>The form it is made from.</summary>
    [NotMapped]
    public StatisticsForm From => StatisticsForm.Load(FromKey);

    public string Path => $"/forms/drafts/{Id}";

    /// <summary>What it is called.</summary>
    [NotMapped]
    public string Named => FormWords.Of(Definition.Key, FromKey, OwnerName, Year);

    /// <summary>Whether it is a province's.</summary>
    [NotMapped]
    public bool IsOwn => OwnerId is not null;

    /// <summary>Whether a row is edited here: in front of a province's rows the nation's stand as they are.</summary>
    public bool Edits(string row) => !IsOwn || OwnRows.IsOwn(row);

    /// <summary>All that keeps it from being issued.</summary>
    [NotMapped]
    public IReadOnlyList<FormFault> Faults => field ??= FormFaults.Of(Definition, From);
}

/// <summary>Which forms there are. What a form is, every process knows (<see cref="StatisticsForm"/>); which of them this database has is asked here.</summary>
public static class FormQueries
{
    /// <summary>Whether the person edits the nation's forms: an administrator, and who leads or coordinates the Ministry.</summary>
    public static bool EditsForms(this CurrentUser user) => user.IsAdministrator || user.Holds(UnitDirectory.Nation, Roles.Leading);

    /// <summary>The nation's forms by key, oldest first: what an edition or a plan may choose.</summary>
    public static Task<List<string>> FormKeysAsync(this AppDb db, CancellationToken cancel) =>
        db.Database.SqlQuery<string>($"""select key as "Value" from (select key, issued_at from statistics_form where base_key is null order by issued_at nulls first, key) f""").ToListAsync(cancel);

    /// <summary>All forms issued: the nation's, then those of provinces, the newest first.</summary>
    public static Task<List<FormListed>> FormsAsync(this AppDb db, CancellationToken cancel) => db.Database.SqlQuery<FormListed>($"""
        select f.key, f.name, f.former_key, f.base_key, f.owner_id, unit_name(f.owner_id, vietnam_day(f.issued_at)) as owner_name, f.year, f.issued_at, p.full_name as issued_by
          from statistics_form f left join person p on p.id = f.issued_by
         order by f.base_key is not null, f.issued_at desc nulls last, f.key desc
        """).ToListAsync(cancel);

    /// <summary>Makes sure that this process knows a form: another may have issued it a moment ago.</summary>
    public static async Task KnowFormAsync(this AppDb db, string key, CancellationToken cancel)
    {
        if (!StatisticsForm.Knows(key)) StatisticsForm.Learn((await db.Database.SqlQueryRaw<string>(FormTables.Issued).ToListAsync(cancel)).Select(FormDefinition.Parse));
    }

    /// <summary>The drafts that the person may edit.</summary>
    public static Task<List<FormDraft>> FormDraftsAsync(this AppDb db, CurrentUser user, CancellationToken cancel) => db.Drafts(user).OrderByDescending(draft => draft.ChangedAt).ToListAsync(cancel);

    /// <summary>A draft, if the person may edit it; null is "not there" and "not yours" alike.</summary>
    public static async Task<FormDraft?> FormDraftAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel)
    {
        if (await db.Drafts(user).Where(draft => draft.Id == id).ToListAsync(cancel) is not [var draft]) return null;
        await db.KnowFormAsync(draft.FromKey, cancel);
        return draft;
    }

    static IQueryable<FormDraft> Drafts(this AppDb db, CurrentUser user) => db.Database.SqlQuery<FormDraft>($"""
        select d.id, d.owner_id, unit_name(d.owner_id, {user.Today}) as owner_name, d.year, d.from_key, d.definition::text as stored, d.version, d.write_key, d.changed_at, p.full_name as changed_by
          from form_draft d join person p on p.id = d.changed_by
         where case when d.owner_id is null then {user.EditsForms()} else d.owner_id = any ({user.UnitsAs(Roles.Leading)}) end
        """);
}
