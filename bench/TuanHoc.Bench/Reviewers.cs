using System.Collections.Concurrent;
using System.Net;
using Npgsql;

namespace TuanHoc.Bench;

/// <summary>People who receive reports: each for the communes of a district as it was, so that few have to sign in for many reports to be decided on.</summary>
sealed class Reviewers : IDisposable
{
    const int People = 32, CommunesEach = 25;

    // One decision in five sends the report back.
    const int ReturnedEach = 5;

    /// <summary>Someone at their list: what came last lies on top.</summary>
    sealed record Desk(Visitor By, ConcurrentStack<Guid> Waiting);

    readonly Desk[] desks;
    readonly Dictionary<Guid, int> receivers;
    int turn, decided;

    Reviewers(Desk[] desks, Dictionary<Guid, int> receivers) => (this.desks, this.receivers) = (desks, receivers);

    /// <summary>The keys of the decisions that were confirmed.</summary>
    public ConcurrentBag<Guid> Decisions { get; } = [];

    /// <summary>Puts them into the database, before the application runs.</summary>
    public static async Task WriteAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand($"""
            with place as (
                select unit_id, 'duyet' || (row_number() over (order by code) - 1) / {CommunesEach} as user_name from unit_on(date '2025-10-07') where kind = 'commune' order by code limit {People * CommunesEach}),
            made as (
                insert into person (full_name, user_name, normalized_user_name, password_hash, security_stamp, concurrency_stamp)
                select 'Người ' || n.user_name, n.user_name, upper(n.user_name), bo.password_hash, md5(n.user_name), md5(n.user_name)
                  from (select distinct user_name from place) n cross join (select password_hash from person where user_name = 'bo') bo
                returning id, user_name)
            insert into membership (person_id, unit_id, role, valid) select made.id, place.unit_id, 'coordinator', '[2025-07-01,)' from place join made using (user_name)
            """);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Signs them in, with what waits for them already.</summary>
    public static async Task<Reviewers> SignInAsync(Uri address, NpgsqlDataSource source)
    {
        var visitors = await Visitor.SignInAllAsync(address, [.. Enumerable.Range(0, People).Select(number => $"duyet{number}")]);
        Desk[] signed = [.. visitors.Select(by => new Desk(by, []))];
        await using var command = source.CreateCommand("""
            select r.id, r.state, substring(p.user_name from 6)::int from report r join membership m on m.unit_id = r.receiver_id join person p on p.id = m.person_id
             where p.user_name like 'duyet%' and r.state in ('open', 'submitted') order by r.id
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var received = new Dictionary<Guid, int>();
        while (await reader.ReadAsync())
        {
            received[reader.GetGuid(0)] = reader.GetInt32(2);
            if (reader.GetString(1) == "submitted") signed[reader.GetInt32(2)].Waiting.Push(reader.GetGuid(0));
        }
        return new(signed, received);
    }

    /// <summary>A report has been submitted: it lies on its receiver's desk now, if that is one of these.</summary>
    public void Receive(Guid report)
    {
        if (receivers.TryGetValue(report, out var number)) desks[number].Waiting.Push(report);
    }

    /// <summary>The next of them opens a report and accepts it, or returns it with a reason; null when nothing waited, false when it was not confirmed.</summary>
    public async Task<bool?> DecideAsync()
    {
        var desk = desks[Interlocked.Increment(ref turn) % People];
        if (!desk.Waiting.TryPop(out var report)) return null;
        var fields = Visitor.Hidden(await desk.By.ReadAsync($"/reports/{report}"));
        var isReturned = Interlocked.Increment(ref decided) % ReturnedEach == 0;
        if (isReturned) fields["reason"] = "Kiểm tra lại số lượt người.";
        using var answer = await desk.By.PostAsync($"/reports/{report}/{(isReturned ? "return" : "acceptance")}", fields);
        if (answer.StatusCode != HttpStatusCode.Redirect || answer.Headers.Location?.ToString().Contains(isReturned ? "done=returned" : "done=accepted", StringComparison.Ordinal) != true) return false;
        Decisions.Add(Guid.Parse(fields["key"]));
        return true;
    }

    /// <summary>How many confirmed decisions are not in the database.</summary>
    public async Task<long> LostAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select count(*) from unnest($1) as made (key) where not exists (select from report_step s where s.write_key = made.key and s.kind in ('accepted', 'returned'))");
        command.Parameters.Add(new() { Value = Decisions.ToArray() });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public void Dispose()
    {
        foreach (var desk in desks) desk.By.Dispose();
    }
}
