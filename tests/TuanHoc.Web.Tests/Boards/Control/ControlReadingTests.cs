using TuanHoc.Web.Boards.Control;

namespace TuanHoc.Web.Tests.Boards.Control;

/// <summary>A board that many look at is read once for all, nobody waits for it to be read anew, and nobody is shown an old one.</summary>
public sealed class ControlReadingTests
{
    readonly Clock clock = new();
    readonly Queue<TaskCompletionSource<ControlLines>> asked = [];
    readonly ControlReading reading;

    public ControlReadingTests() => reading = new(() =>
    {
        var answer = new TaskCompletionSource<ControlLines>();
        lock (asked) asked.Enqueue(answer);
        return answer.Task;
    }, clock);

    Task<ControlLines> Look(double seconds) => reading.At(clock.Start.AddSeconds(seconds));

    async Task<ControlLines> AnswerAsync(string kind)
    {
        while (true)
        {
            lock (asked)
            {
                if (asked.TryDequeue(out var first))
                {
                    var lines = new ControlLines([], kind, []);
                    first.SetResult(lines);
                    return lines;
                }
            }
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Who_asks_meanwhile_is_answered_with_what_is_known_and_the_next_with_what_was_read()
    {
        var (one, other) = (Look(0), Look(0.1));
        var first = await AnswerAsync("first");
        Assert.Equal((first, first), (await one, await other));
        Assert.Same(first, await Look(1.9));
        Assert.Empty(asked);

        Assert.Same(first, await Look(2.2));
        Assert.Same(first, await Look(2.9));
        var second = await AnswerAsync("second");
        Assert.Empty(asked);
        while (await Look(2.5) == first) await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.Same(second, await Look(2.5));
    }

    [Fact]
    public async Task An_old_one_is_shown_to_nobody_and_one_that_failed_is_asked_for_again()
    {
        var look = Look(0);
        await AnswerAsync("first");
        await look;
        var late = Look(3);
        Assert.False(late.IsCompleted);
        Assert.Equal("second", (await AnswerAsync("second")).Kind);
        Assert.Equal("second", (await late).Kind);

        var failed = Look(10);
        while (asked.Count == 0) await Task.Delay(5, TestContext.Current.CancellationToken);
        lock (asked) asked.Dequeue().SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => failed);
        Assert.True(reading.IsOver(clock.Start.AddSeconds(10)));
        var again = Look(11);
        Assert.Equal("third", (await AnswerAsync("third")).Kind);
        Assert.Equal("third", (await again).Kind);
    }

    sealed class Clock : TimeProvider
    {
        public DateTimeOffset Start { get; } = new(2090, 9, 10, 3, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Start;
    }
}
