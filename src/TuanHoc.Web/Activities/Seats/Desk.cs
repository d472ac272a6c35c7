using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Platform.Mail;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>What somebody asks for at the door of an activity.</summary>
/// <param name="Key">Of the page that was filled in: the same twice gets the same answer.</param>
/// <param name="Secret">Opens the page of the registration; only its hash is kept.</param>
/// <param name="ContactKey">The contact however it was typed.</param>
/// <param name="Consent">Which text was agreed to.</param>
/// <param name="Address">From where it came, for the audit.</param>
/// <param name="Site">Where this installation is reached; null where letters carry no links.</param>
public sealed record SeatAsked(Guid Key, string Secret, string Name, string Contact, string ContactKey, bool ByMail, int People, int Children, string Language, string Consent, string? Address, string? Site);

/// <summary>
/// Takes registrations: what comes in for one activity while the last lot is being written is written next, in one transaction, so that a rush costs one wait for the disk and for
/// the door's row a lot, not one each (docs/decisions/0056-registration.md). Nobody waits for others to come.
/// </summary>
public sealed class Desk(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Desk> log)
{
    const int MostAtOnce = 250, MostInLine = 20_000;

    readonly Lock gate = new();
    readonly Dictionary<Guid, Queue<InLine>> lines = [];
    int inLine;

    /// <summary>What became of it, as the function register answers; "busy" where more wait than can be answered in time.</summary>
    public Task<string> RegisterAsync(Guid activity, SeatAsked asked)
    {
        var one = new InLine(asked);
        lock (gate)
        {
            if (inLine >= MostInLine) return Task.FromResult("busy");
            inLine++;
            if (lines.TryGetValue(activity, out var line))
            {
                line.Enqueue(one);
                return one.Answer.Task;
            }
            lines[activity] = new([one]);
        }
        // Whoever comes first starts the work; it is not part of that request.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => WorkAsync(activity));
        return one.Answer.Task;
    }

    async Task WorkAsync(Guid activity)
    {
        while (Next(activity) is { Count: > 0 } lot)
        {
            try
            {
                await AnswerAsync(activity, lot);
            }
            catch (PostgresException e) when (lot.Count > 1 && !e.IsTransient)
            {
                // One that cannot be written keeps the others from nothing.
                log.LogWarning("Một lượt đăng ký không ghi được cùng nhau, ghi từng cái: {Why}", e.MessageText);
                foreach (var one in lot) await AloneAsync(activity, one);
            }
            catch (Exception e)
            {
                foreach (var one in lot) one.Answer.TrySetException(e);
            }
        }
    }

    async Task AloneAsync(Guid activity, InLine one)
    {
        try
        {
            await AnswerAsync(activity, [one]);
        }
        catch (Exception e)
        {
            one.Answer.TrySetException(e);
        }
    }

    List<InLine> Next(Guid activity)
    {
        lock (gate)
        {
            var (line, lot) = (lines[activity], new List<InLine>());
            while (lot.Count < MostAtOnce && line.TryDequeue(out var one)) lot.Add(one);
            inLine -= lot.Count;
            if (lot.Count == 0) lines.Remove(activity);
            return lot;
        }
    }

    async Task AnswerAsync(Guid activity, List<InLine> lot)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var batch = JsonSerializer.Serialize(new
        {
            activity,
            at = now,
            asked = lot.Select(one => new
            {
                key = one.Asked.Key,
                id = Guid.CreateVersion7(now),
                name = one.Asked.Name,
                contact = one.Asked.Contact,
                contact_key = one.Asked.ContactKey,
                by_mail = one.Asked.ByMail,
                people = one.Asked.People,
                children = one.Asked.Children,
                language = one.Asked.Language,
                consent = one.Asked.Consent,
                hash = Convert.ToHexStringLower(LinkSecret.Hash(one.Asked.Secret)),
                again = Convert.ToHexStringLower(LinkSecret.Hash(one.Again)),
                address = one.Asked.Address,
            }),
        });
        var answers = await db.Database.SqlQuery<Row>($"select key, outcome, registration_id from register({batch}::jsonb)").ToListAsync();
        await WriteLettersAsync(db, activity, lot, answers, now);
        await transaction.CommitAsync(CancellationToken.None);
        // In the order in which they were asked: a key may have come twice.
        foreach (var (one, answer) in lot.Zip(answers)) one.Answer.TrySetResult(answer.Outcome);
    }

    static async Task WriteLettersAsync(AppDb db, Guid activity, List<InLine> lot, List<Row> answers, DateTimeOffset now)
    {
        var told = lot.Zip(answers).Where(one => one.First.Asked.ByMail && one.Second.Outcome is SeatStates.Seated or SeatStates.Waiting or "known-mailed").ToList();
        if (told.Count == 0) return;
        var about = await db.ToldAsync(activity, CancellationToken.None);
        var states = await StatesAsync(db, [.. told.Where(one => one.Second.Outcome == "known-mailed").Select(one => one.Second.RegistrationId!.Value)]);
        await db.QueueMailsAsync([.. told.Select(one => LetterOf(one.First, one.Second))], now, CancellationToken.None);

        Letter LetterOf(InLine one, Row answer)
        {
            var asked = one.Asked;
            return answer.Outcome == "known-mailed" && states[answer.RegistrationId!.Value] is { } known
                ? SeatLetters.Again(about, new(known.Contact, known.Name, known.People, known.State, OfferedUntil: null, known.Language, LinkOf(asked, one.Again)))
                : SeatLetters.Confirmed(about, new(asked.Contact, asked.Name, asked.People, answer.Outcome, OfferedUntil: null, asked.Language, LinkOf(asked, asked.Secret)));
        }
    }

    static async Task<Dictionary<Guid, Known>> StatesAsync(AppDb db, Guid[] known) => known.Length == 0 ? [] :
        await db.Database.SqlQuery<Known>($"select id, name, contact, people, state, language from registration where id = any ({known})").ToDictionaryAsync(one => one.Id);

    sealed record Row(Guid Key, string Outcome, Guid? RegistrationId);

    sealed record Known(Guid Id, string Name, string Contact, int People, string State, string Language);

    sealed class InLine(SeatAsked asked)
    {
        public SeatAsked Asked { get; } = asked;

        /// <summary>Of the link in a letter to who has registered before: whoever typed that contact again does not get to know it.</summary>
        public string Again { get; } = LinkSecret.New();
        public TaskCompletionSource<string> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    static string? LinkOf(SeatAsked asked, string secret) => asked.Site is { } site ? site + SeatLetters.PathOf(secret) : null;
}
