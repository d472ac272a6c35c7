namespace TuanHoc.Web.Boards.Control;

/// <summary>
/// One board for all who look at it. Two seconds old, it is read anew while those who ask are answered with it, so that nobody waits for what another made necessary; older
/// than three it is shown to nobody. What could not be read is asked for again by the next.
/// </summary>
/// <param name="read">Reads the board.</param>
/// <param name="clock">Says how old it is.</param>
public sealed class ControlReading(Func<Task<ControlLines>> read, TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2), Oldest = TimeSpan.FromSeconds(3);

    readonly Lock gate = new();
    Task<ControlLines>? reading;
    ControlLines? lines;
    DateTimeOffset at = clock.GetUtcNow();

    /// <summary>Whether nobody has any use for it any more.</summary>
    public bool IsOver(DateTimeOffset now)
    {
        lock (gate) return reading is null && now - at >= Oldest;
    }

    /// <summary>The board as somebody who asks now may see it.</summary>
    public Task<ControlLines> At(DateTimeOffset now)
    {
        lock (gate)
        {
            var age = now - at;
            if (lines is not null && age < Fresh) return Task.FromResult(lines);
            reading ??= Task.Run(() => ReadAsync(now));
            return lines is not null && age < Oldest ? Task.FromResult(lines) : reading;
        }
    }

    // As old as the question, not as the answer.
    async Task<ControlLines> ReadAsync(DateTimeOffset asked)
    {
        try
        {
            var found = await read();
            lock (gate) (lines, at) = (found, asked);
            return found;
        }
        finally
        {
            lock (gate) reading = null;
        }
    }
}
