using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Forms;

/// <summary>How a province stands to rows of its own in the Week of the newest year.</summary>
/// <param name="UnitId">The province.</param>
/// <param name="Name">What it is called today.</param>
/// <param name="Year">The year.</param>
/// <param name="EditionId">Its edition.</param>
/// <param name="FormKey">The nation's form of that Week; null where it has none.</param>
/// <param name="OrderedKey">The form on which units below the province are asked to report.</param>
/// <param name="IssuedKey">The province's form, where it is issued.</param>
/// <param name="DraftId">The draft of it, where somebody began one.</param>
/// <param name="BeforeKey">The form it issued last in an earlier year.</param>
public sealed record OwnRowsAsked(long UnitId, string Name, int Year, int EditionId, string? FormKey, string? OrderedKey, string? IssuedKey, Guid? DraftId, string? BeforeKey)
{
    /// <summary>Why no rows can be begun; null where they can.</summary>
    [NotMapped]
    public string? WhyNot => IssuedKey is not null ? T["Dòng riêng của {0} cho Tuần lễ {1} đã ban hành, không đổi nữa.", Name, Written]
        : FormKey is null ? T["Tuần lễ {0} không có biểu số liệu, nên chưa thêm dòng riêng được.", Written]
        : OrderedKey != FormKey ? T["Kế hoạch của {0} không dùng mẫu {1} của Tuần lễ {2}, nên chưa thêm dòng riêng được. Đính chính kế hoạch trước.", Name, FormKey, Written]
        : null;

    /// <summary>The year as it is written.</summary>
    [NotMapped]
    public string Written => Year.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the province's form is called.</summary>
    [NotMapped]
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{FormKey}.own{UnitId}_{Year}");
}

static class OwnRowsQueries
{
    /// <summary>The provinces that the person leads or coordinates, each with its own rows of the newest year; none before there is a year.</summary>
    public static async Task<List<OwnRowsAsked>> OwnRowsAsync(this AppDb db, CurrentUser user, CancellationToken cancel) => await db.Database.SqlQuery<OwnRowsAsked>($"""
        select u.id as unit_id, unit_name(u.id, {user.Today}) as name, e.year, e.id as edition_id, e.form_key, coalesce(o.base_key, o.key) as ordered_key,
               (select f.key from statistics_form f where f.owner_id = u.id and f.year = e.year) as issued_key,
               (select d.id from form_draft d where d.owner_id = u.id and d.year = e.year) as draft_id,
               (select f.key from statistics_form f where f.owner_id = u.id and f.year < e.year order by f.year desc limit 1) as before_key
          from unit u
         cross join (select * from edition order by year desc limit 1) e
          left join statistics_form o on o.key = report_form(e.id, u.id)
         where u.kind = 'province' and u.id = any ({user.UnitsAs(Roles.Leading)})
         order by name
        """).ToListAsync(cancel);

    /// <summary>A draft of the province's form: the nation's rows, then its own of the year before.</summary>
    public static async Task<FormDefinition> OwnDefinitionAsync(this AppDb db, OwnRowsAsked asked, CancellationToken cancel)
    {
        foreach (var key in new[] { asked.FormKey, asked.BeforeKey }.OfType<string>()) await db.KnowFormAsync(key, cancel);
        return StatisticsForm.Load(asked.FormKey!).Definition.WithOwnRows(asked.Key, asked.BeforeKey is { } before ? StatisticsForm.Load(before).Definition : null);
    }
}
