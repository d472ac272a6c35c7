namespace TuanHoc.Web.Boards.Samples;

/// <summary>Numbers that look drawn by lot and are the same on every machine and in every year (SplitMix64): the sample data never change by themselves.</summary>
sealed class SampleRandom(ulong seed)
{
    ulong state = seed;

    /// <summary>A generator of its own for one thing, so that a thing more or less leaves all others as they were.</summary>
    public static SampleRandom For(string what, long id)
    {
        var seed = 0x5475616E486F63UL; // "TuanHoc"
        foreach (var letter in what) seed = (seed ^ letter) * 0x100000001B3UL;
        var random = new SampleRandom(seed ^ ((ulong)id * 0x9E3779B97F4A7C15UL));
        random.Next();
        return random;
    }

    /// <summary>A whole number, both ends included.</summary>
    public int Between(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    public bool Chance(double share) => Next() >> 11 < share * (1UL << 53);

    public T Pick<T>(IReadOnlyList<T> things) => things[Between(0, things.Count - 1)];

    /// <summary>An id as if it had been made at that moment (UUID version 7).</summary>
    public Guid Id(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)at.ToUnixTimeMilliseconds() << 16 | 0x7000 | Next() >> 52);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 1UL << 63 | Next() >> 2);
        return new(bytes, bigEndian: true);
    }

    ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ z >> 27) * 0x94D049BB133111EBUL;
        return z ^ z >> 31;
    }
}
