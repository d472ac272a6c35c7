using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Documents;
using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Plans.Writing;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Writing;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>What is said when a document is issued: its number (null: the next of the series kept here), and its day.</summary>
public sealed record IssueAsked(int? Number, DateOnly Day, Guid Key);

/// <summary>Why it was not issued after all, and the document that stands in the way.</summary>
public sealed record NotIssued(string Why, Guid? Other = null);

/// <summary>The act of issuing: from then on the text stands.</summary>
static class Issuing
{
    /// <summary>One transaction: number, text, facts, tasks, and the plan that this one replaces; null when it is done.</summary>
    public static async Task<NotIssued?> IssueAsync(this AppDb db, CurrentUser user, DraftToIssue plan, IssueAsked asked, CancellationToken cancel)
    {
        var (now, day) = (user.Now, asked.Day);
        var edition = await db.EditionAsync(plan.Draft.Year, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (serial, number) = (0, "");
        try
        {
            // Who comes second waits here and finds another version.
            if (await db.Database.ExecuteSqlAsync($"update plan set version = version + 1 where id = {plan.Id} and version = {plan.Version} and state = {StoredPlan.Draft}", cancel) == 0)
                return new(T["Có người vừa sửa hoặc vừa ban hành văn bản này. Xem lại bản đang có rồi ban hành."]);
            if (plan.Amendment == Amendments.Replaces
                && await db.Database.ExecuteSqlAsync($"update plan set state = {StoredPlan.Replaced}, changed_at = {now}, changed_by = {user.Id} where id = {plan.AmendsId} and state = {StoredPlan.Saved}", cancel) == 0)
                return new(T["Kế hoạch định thay thế đã được thay thế bằng một kế hoạch khác."], plan.AmendsId);
            if ((asked.Number ?? await db.NextNumberAsync(plan.UnitId, plan.Type, day.Year, cancel)) is not { } given)
                return new(T["Số của đơn vị nay lấy ở sổ văn thư: ghi số đã lấy."]);
            (serial, number) = (given, VietnameseNumber.DocumentNumber(given, plan.Draft.Notation));
            var draft = (await db.AsPrintedAsync(plan.Draft, plan.UnitId, day, cancel)) with { Number = serial, IssuedOn = day };
            var text = PlanWriter.Write(draft).ToText();
            var facts = FactsOf(draft, text);
            await db.Database.ExecuteSqlAsync($"""
                update plan set state = {StoredPlan.Saved}, draft = {DraftJson.Write(draft)}::jsonb, text = {text}, facts = {PlanFacts.Write(facts)}::jsonb, number = {number}, serial = {serial}, issued_on = {day},
                       title = {draft.Title}, report_due = {DraftWrites.ReportDue(draft)}, edition_id = {edition?.Id}, issued_at = {now}, issued_by = {user.Id}, delivered_at = null,
                       write_key = {asked.Key}, changed_at = {now}, changed_by = {user.Id}
                 where id = {plan.Id}
                """, cancel);
            await db.WriteTasksAsync(plan.Id, plan.Amendment == Amendments.Replaces ? plan.AmendsId : null, TaskLines.Of(draft, text, facts), cancel);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "plan_number_once" or "plan_of_unit_and_edition" })
        {
            await transaction.RollbackAsync(cancel);
            return (e.ConstraintName == "plan_number_once" ? await db.NumberTakenAsync(plan.UnitId, plan.Type, plan.Id, serial, number, day.Year, cancel) : await db.OtherInForceAsync(plan, edition, cancel))
                ?? new(T["Có người vừa sửa hoặc vừa ban hành văn bản này. Xem lại bản đang có rồi ban hành."]);
        }
        var detail = JsonSerializer.Serialize(new { number, reason = plan.LateReason ?? "" });
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) values ({now}, {user.Id}, {plan.UnitId}, 'issued', 'plan', {plan.Id.ToString()}, {detail}::jsonb)", cancel);
        await db.Database.ExecuteSqlAsync($"insert into happening (at, unit_id, edition_id, kind, thing, thing_id) values ({now}, {plan.UnitId}, {edition?.Id}, {Change.PlanSaved}, 'plan', {plan.Id.ToString()})", cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    // What is typed is known; a letter is not laid out as a plan, so that what the reader of plans makes of it is taken for nothing that has a field.
    static Plan FactsOf(PlanDraft draft, string text)
    {
        var facts = PlanReader.Read(text);
        var number = VietnameseNumber.DocumentNumber(draft.Number, draft.Notation);
        var header = facts.Header with { Year = facts.Header.Year ?? Known(draft.Year, "") };
        return draft.Type == DocumentType.Plan ? facts with { Header = header, Assignments = [.. facts.Assignments.Select(AsTyped)] } : facts with
        {
            Header = new(Known(draft.Issuer, draft.Issuer), null, Known(number, number), Known(draft.Place, draft.Place), Known(draft.IssuedOn!.Value, ""), Known(draft.Title, draft.Title), header.Year) { Type = header.Type },
            Theme = draft.Theme is { } theme ? Known(theme, theme) : null,
            Period = draft.Week is { } week ? new(week.Start, week.End, default) : null,
            Frame = draft.Frame is { } frame ? new(frame.Name, frame.Start, frame.End, facts.Frame?.At ?? default) : null,
            LegalBases = [.. facts.LegalBases.Where(basis => basis.Number != number)],
            Assignments = [.. draft.Assignments.Select(a => new Assignment(a.Agency, a.IsAsked ? "Đề nghị" : "Giao", null, [.. a.Tasks.Select(TaskOf)], default))],
            Deadlines = [.. draft.Deadlines.Select(d => new Deadline(d.Date, d.Time, d.Bound, d.What, d.Who, d.To, d.Via, d.Email, Place(PlanWriter.Stated(d))) { WithPictures = d is { What: Deliverable.Report, WithPictures: true } })],
        };

        // Within a sentence a body begins small ("Giao các trường học …"); its tasks know it as it was typed.
        Assignment AsTyped(Assignment read) => draft.Assignments.FirstOrDefault(typed => SearchKey.Of(typed.Agency) == SearchKey.Of(read.Agency)) is { } typed ? read with { Agency = typed.Agency } : read;

        PlanTask TaskOf(DraftTask task) => new(task.Text, task.Text, task.Due, task.To, Place(PlanWriter.Stated(task)))
        {
            Bound = task.Due is null ? null : task.Bound,
            Partners = task.Partners is { } partners ? [partners] : [],
            Output = task.Output ?? TaskOutputs.Of(task.Text),
            Time = task.Time,
        };

        Told<T> Known<T>(T value, string printed) => new(value, Place(printed));

        TextSpan Place(string printed) => printed.Length > 0 && text.IndexOf(printed, StringComparison.Ordinal) is >= 0 and var at ? new(at, at + printed.Length) : default;
    }

    /// <summary>The document that has the number already, beside the one that asks for it, as a refusal; null when the number is free.</summary>
    public static async Task<NotIssued?> NumberTakenAsync(this AppDb db, long unitId, string type, Guid id, int serial, string number, int year, CancellationToken cancel) =>
        await db.WithNumberAsync(unitId, type, id, serial, year, cancel) is not { } other ? null
        : new(T["Số {0} của năm {1} đã cấp cho “{2}”, ban hành ngày {3}. Mỗi số chỉ dùng một lần trong năm: xem lại sổ văn thư.", number, $"{year}", other.Title, other.IssuedOn], other.Id);

    /// <summary>The plan that stands for the same Week, as a refusal; null when there is none.</summary>
    public static async Task<NotIssued?> OtherInForceAsync(this AppDb db, DraftToIssue plan, Edition? edition, CancellationToken cancel) =>
        plan.Type != StoredPlan.PlanType || edition is null || await db.InForceAsync(plan, edition.Id, cancel) is not { } other ? null
        : new(T["{0} đã có kế hoạch cho Tuần lễ {1}: số {2}, ngày {3}. Mỗi đơn vị có một kế hoạch mỗi năm; để đổi, soạn kế hoạch thay thế.", plan.UnitName, $"{edition.Year}", other.Number, other.IssuedOn], other.Id);
}
