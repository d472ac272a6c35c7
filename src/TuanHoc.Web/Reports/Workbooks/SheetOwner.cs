using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>Finds the report that a sheet is for: by its marks, by what was answered, by the unit it names, or by the page it was sent from.</summary>
/// <param name="db">The database.</param>
/// <param name="user">Who sent it.</param>
/// <param name="editionId">The edition it was sent to.</param>
/// <param name="year">And its year.</param>
/// <param name="fromPage">The report from whose page it was sent.</param>
sealed class SheetOwner(AppDb db, CurrentUser user, int editionId, int year, Guid? fromPage)
{
    // A unit is named in the title, above the table.
    const int NamedWithin = 10;

    readonly Dictionary<Guid, string> taken = [];
    long? pageUnit;
    List<NamedReport>? known;

    /// <summary>The report, or why it cannot be that; neither when a person has to say. A reason without a report: it is not there, or not seen.</summary>
    /// <param name="reading">The sheet.</param>
    /// <param name="answer">What was said of it.</param>
    /// <param name="isBlank">Whether nobody filled it: then it takes the report from no other sheet.</param>
    /// <param name="file">The file it stands in.</param>
    /// <param name="name">And its name there.</param>
    /// <param name="cancel">Stops the queries.</param>
    public async Task<(ReportSeen? Report, Sentence? Why)> OfAsync(SheetReading reading, SheetAnswer answer, bool isBlank, string file, string name, CancellationToken cancel)
    {
        if ((reading.Stamp?.Report ?? answer.Report ?? await NamedAsync(reading, file, name, cancel)) is not { } id) return (null, null);
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { } report)
            return (null, SheetRefusal.NotSeen);
        if (reading.Stamp is { } stamp && stamp.Year != report.Year) return (report, new("Mã ẩn của trang này không khớp nhau: tải lại biểu rồi chép số sang."));
        if (report.EditionId != editionId) return (report, new("Trang này là biểu của Tuần lễ {0}, bạn đang gửi cho Tuần lễ {1}.", $"{report.Year}", $"{year}"));
        if (isBlank) return (report, null);
        if (fromPage is { } page && page != report.Id && report.ReceiverId != await PageUnitAsync(page, cancel)) return (report, new("Trang này là biểu của {0}, không phải của đơn vị có báo cáo bạn đang mở. Gửi ở trang Gửi biểu Excel.", report.UnitName));
        if (report.Form is null) return (report, new("Báo cáo của {0} không có biểu số liệu.", report.UnitName));
        if (!taken.TryAdd(report.Id, $"{file}, {name}")) return (report, new("Báo cáo của {0} đã có ở trang khác ({1}): chỉ giữ một trang.", report.UnitName, taken[report.Id]));
        return (report, null);
    }

    // From the page of one's own report come the forms of all that report to its unit: they went out from there.
    async Task<long> PageUnitAsync(Guid page, CancellationToken cancel) => pageUnit ??= (await ReportSeen.FindAsync(db, page, user, what: null, key: null, cancel))?.UnitId ?? 0;

    /// <summary>The report whose unit the sheet, its title or its file names; that of the page, or the only one that the person may fill, where no unit is named: what a school sent is never taken for its commune's own.</summary>
    async Task<Guid?> NamedAsync(SheetReading reading, string file, string name, CancellationToken cancel)
    {
        known ??= await db.KnownAsync(user, editionId, cancel);
        var said = SearchKey.Of(string.Join(" | ", [name, file, .. reading.Rows.Take(NamedWithin).SelectMany(row => row.Cells)]));
        var named = known.Where(one => said.Contains(SearchKey.Of(one.UnitName), StringComparison.Ordinal)).OrderByDescending(one => one.UnitName.Length).ToList();
        if (named.Count == 0) return fromPage ?? (known.Where(one => one.IsFillable).ToList() is [var only] ? only.Id : null);
        // "Trường số 1" is within "Trường số 12", and a school's letterhead has its commune above it: the longest name counts, if it is the only one so long.
        return named.Skip(1).Any(other => other.UnitName.Length == named[0].UnitName.Length) || !named[0].IsFillable ? null : named[0].Id;
    }
}
