using System.Text.RegularExpressions;

namespace TuanHoc.Web.Tests.Audit;

/// <summary>Every statement that writes stands in a file that writes a line as well, or on a table whose rows have lines by a trigger, or here with the reason why not.</summary>
public sealed partial class AuditedWritesTests
{
    /// <summary>Tables that are written without a line, by the file that does it, and why.</summary>
    static readonly Dictionary<(string File, string Table), string> WithoutLine = new()
    {
        [("Accounts/Attempts.cs", "sign_in_attempt")] = "counts wrong passwords under a hash, for days",
        [("Api/TokenScheme.cs", "api_token")] = "a mark of presence",
        [("Data/Backups/NewNumbers.cs", "audit_block")] = "numbers of another server's transactions, in a restore",
        [("Data/Backups/NewNumbers.cs", "happening")] = "numbers of another server's transactions, in a restore",
        [("Data/Backups/NewNumbers.cs", "message_position")] = "numbers of another server's transactions, in a restore",
        [("Data/Migrator.cs", "schema_change")] = "the program's own state",
        [("Messages/DailyReminders.cs", "message")] = "told by the program",
        [("Messages/DailyReminders.cs", "message_day")] = "the program's own state",
        [("Messages/FollowHappenings.cs", "message")] = "told by the program, after acts that have their lines",
        [("Messages/FollowHappenings.cs", "message_position")] = "the program's own state",
        [("Messages/InboxEndpoints.cs", "message")] = "a mark of reading",
        [("Messages/TellOfPlan.cs", "message")] = "told by the program of an issued plan, which has its line",
        [("Plans/Bodies/BodyDelivery.cs", "plan_delivery")] = "follows from an issued plan, which has its line",
        [("Plans/Bodies/BodyDelivery.cs", "task")] = "follows from an issued plan, which has its line",
        [("Plans/Bodies/BodyWrites.cs", "plan_body")] = "read from a plan as its line tells; what is changed later has rows",
        [("Plans/Issue/DeliverPlans.cs", "plan_delivery_progress")] = "how far a job is",
        [("Plans/TaskLines.cs", "task")] = "in the transaction of the plan they are written in, which has its line",
        [("Plans/Writing/DraftQueries.cs", "plan_editor")] = "a mark of presence",
        [("Platform/DatabaseKeys.cs", "data_protection_key")] = "the program's own keys",
        [("Activities/Seats/Ticket.cs", "ticket_key")] = "the program's own key",
        [("Platform/Mail/Outbox.cs", "mail")] = "told by the program, beside an act that has its line",
        [("Platform/Mail/BouncedAddresses.cs", "bounced_address")] = "what a mail server answered; a person who marks or unmarks has a line of it",
        [("Platform/Mail/BouncedAddresses.cs", "mail")] = "how far a letter is",
        [("Platform/Mail/SendMail.cs", "mail")] = "how far a letter is",
        [("Reports/Expected/GroupDays.cs", "report_order_group")] = "follows from an issued plan, which has its line",
        [("Reports/Expected/ReportOrders.cs", "report_order")] = "follows from an issued plan, which has its line",
        [("Reports/Expected/ReportOrders.cs", "report_order_to")] = "follows from an issued plan, which has its line",
        [("Forms/FormTables.cs", "statistics_row")] = "the form, written when the program starts",
        [("Forms/FormTables.cs", "statistics_column")] = "the form, written when the program starts",
        [("Forms/FormTables.cs", "statistics_form")] = "the form, written when the program starts",
        [("Reports/LearnNorms.cs", "figure_norm")] = "learnt from reports, which have their lines",
        [("Reports/Drafts/SittingWrites.cs", "report_sitting")] = "the sitting in which a report keeps itself: it becomes one line when it is over",
        [("Reports/Workbooks/WorkbookWork.cs", "workbook_finding")] = "what the check of a received file found",
        [("Reports/Workbooks/WorkbookWork.cs", "workbook_sheet")] = "what was read of a received file, and how far it is",
        [("Reports/Workbooks/WorkbookWork.cs", "workbook_upload")] = "how far a job is",
        [("Activities/Seats/FollowSeats.cs", "registration")] = "that a letter of the program reminded, so that it goes out once",
        [("Activities/Seats/SeatKeeping.cs", "registration")] = "the statement of the retention, which leaves a line that says how much",
        [("Tasks/TaskDelivery.cs", "unit_task")] = "follows from an issued plan, which has its line",
        [("Units/Changes/ComingWrites.cs", "unit_decision_line")] = "follows from an earlier decision or file, in its transaction, which has its line",
        [("Units/Changes/ComingWrites.cs", "unit_version")] = "follows from an earlier decision or file, in its transaction, which has its line",
        [("Units/Import/ImportWork.cs", "happening")] = "beside the line of ImportSql, in its transaction",
        [("Units/Import/ImportWork.cs", "unit_import")] = "how far a job is",
        [("Units/Import/ImportWork.cs", "unit_import_finding")] = "what the check of a received file found",
        [("Units/UnitDirectory.cs", "directory_load")] = "the directory that comes with the program, written when it starts",
    };

    [GeneratedRegex(@"\b(?<act>insert into|delete from|update) (?<table>[a-z_]+)\b(?<=(insert into|delete from) [a-z_]+|update [a-z_]+(?= (\w )?set\b))", RegexOptions.ExplicitCapture)]
    private static partial Regex Write();

    [GeneratedRegex(@"select audit_table\('(?<table>\w+)', '[^']*', '[^']*'(, '\{(?<events>[a-z,]+)\}')?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Audited();

    static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), pattern, SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_written_without_a_line_but_what_has_a_reason()
    {
        var audited = Files("*.sql").SelectMany(file => Audited().Matches(File.ReadAllText(file)))
            .ToDictionary(match => match.Groups["table"].Value, match => match.Groups["events"] is { Success: true, Value: var events } ? events : "insert,update,delete", StringComparer.Ordinal);
        var web = Path.Combine(Repository.Root, "src/TuanHoc.Web") + "/";
        // Sample data is nobody's work.
        var writes = (from file in Files("*.cs")
                      where !file.Contains("/Samples/", StringComparison.Ordinal)
                      let lines = File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)).ToList()
                      from write in lines.SelectMany(line => Write().Matches(line))
                      let table = write.Groups["table"].Value
                      where table != "audit"
                      select (File: file.Replace(web, "", StringComparison.Ordinal), Table: table, Act: write.Groups["act"].Value.Split(' ')[0], HasLine: lines.Exists(line => line.Contains("insert into audit", StringComparison.Ordinal)))).ToList();
        Assert.True(writes.Count > 100, "writes were found");
        var without = writes.Where(write => !write.HasLine && !(audited.TryGetValue(write.Table, out var events) && events.Split(',').Contains(write.Act, StringComparer.Ordinal)))
            .Select(write => (write.File, write.Table)).Distinct().ToList();
        Assert.Equal(WithoutLine.Keys.Select(key => $"{key.File} {key.Table}").Order(StringComparer.Ordinal), without.Select(write => $"{write.File} {write.Table}").Order(StringComparer.Ordinal));
    }
}
