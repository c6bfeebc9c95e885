using System.Text;

namespace Athanor.Potentials.Tests.Fuzz;

/// <summary>
/// Damages the content of a file as bad disks, editors, scripts and people do. All randomness comes from the generator handed over, so that a seed gives the same
/// damage again.
/// </summary>
static class Mutator
{
    /// <summary>One way to damage; <see cref="Name"/> is what a report says.</summary>
    readonly record struct Way(string Name, Func<byte[], Random, byte[]> Apply);

    static readonly byte[][] Numbers =
    [
        .. new[]
        {
            "nan", "inf", "-inf", "1e400", "-1e400", "1e-400", "0", "-0", "1", "-1", "2", "3", "17", "0.5", "-0.5", "1e-30", "1e30", "1e308", "255", "65536", "100000", "1000000",
            "2147483647", "2147483648", "-2147483649", "4294967296", "9999999999", "9223372036854775808", "1e9", "0x10", "1,5", "1d3", "1.2.3", "--1", "+", "", "one", "\u0663",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    static readonly byte[][] Garbage =
    [
        [0], [0xff], [0xc3, 0x28], [0xef, 0xbb, 0xbf], "#"u8.ToArray(), "!"u8.ToArray(), "\""u8.ToArray(), "'"u8.ToArray(), "$"u8.ToArray(), "="u8.ToArray(), ","u8.ToArray(),
        "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), "<html>"u8.ToArray(), "../../x"u8.ToArray(), "\n\n"u8.ToArray(), "\r"u8.ToArray(), "\t"u8.ToArray(), " "u8.ToArray(),
        "version https://git-lfs.github.com/spec/v1\n"u8.ToArray(), [.. Enumerable.Repeat((byte)'9', 400)], [.. Enumerable.Repeat((byte)'(', 3000)], [.. Enumerable.Repeat((byte)'a', 20_000)],
    ];

    static readonly Way[] Binary =
    [
        new("flips a bit", (c, r) => Changed(c, r.Next(c.Length), b => (byte)(b ^ (1 << r.Next(8))))),
        new("changes a byte", (c, r) => Changed(c, r.Next(c.Length), _ => (byte)r.Next(256))),
        new("cuts off the end", (c, r) => c[..r.Next(c.Length)]),
        new("takes a piece out", (c, r) => Piece(c, r, (at, n) => Splice(c, at, n, []))),
        new("doubles a piece", (c, r) => Piece(c, r, (at, n) => Splice(c, at, 0, c.AsSpan(at, n)))),
        new("puts garbage in", (c, r) => Splice(c, r.Next(c.Length + 1), 0, Garbage[r.Next(Garbage.Length)])),
        new("overwrites four bytes", (c, r) => Overwritten(c, r, BitConverter.GetBytes(Whole(r)))),
        new("overwrites eight bytes", (c, r) => Overwritten(c, r, BitConverter.GetBytes(Real(r)))),
    ];

    static readonly Way[] Text =
    [
        new("changes a number", (c, r) => Token(c, r, numbers: true, (at, n) => Splice(c, at, n, Numbers[r.Next(Numbers.Length)]))),
        new("changes a number", (c, r) => Token(c, r, numbers: true, (at, n) => Splice(c, at, n, Numbers[r.Next(Numbers.Length)]))),
        new("drops a word", (c, r) => Token(c, r, numbers: false, (at, n) => Splice(c, at, n, []))),
        new("doubles a word", (c, r) => Token(c, r, numbers: false, (at, n) => Splice(c, at, 0, [.. c.AsSpan(at, n), (byte)' ']))),
        new("swaps two words", (c, r) => Token(c, r, numbers: false, (at, n) => Token(c, r, numbers: false, (at2, n2) => Swapped(c, at, n, at2, n2)))),
        new("drops a line", (c, r) => Line(c, r, (at, n) => Splice(c, at, n, []))),
        new("doubles a line", (c, r) => Line(c, r, (at, n) => Splice(c, at, 0, c.AsSpan(at, n)))),
        new("moves a line", (c, r) => Line(c, r, (at, n) => Line(c, r, (to, _) => Splice(c, to, 0, c.AsSpan(at, n))))),
        new("swaps two lines", (c, r) => Line(c, r, (at, n) => Line(c, r, (at2, n2) => Swapped(c, at, n, at2, n2)))),
        new("mixes line ends", (c, r) => Line(c, r, (at, n) => n > 0 && c[at + n - 1] == '\n' ? Splice(c, at + n - 1, 1, r.Next(2) == 0 ? "\r\n"u8 : "\r"u8) : c)),
    ];

    /// <summary>Damages a file once to four times.</summary>
    /// <param name="ways">Out: what was done.</param>
    internal static byte[] Damage(byte[] content, Random random, out string ways)
    {
        var isText = !content.AsSpan(0, Math.Min(content.Length, 4096)).Contains((byte)0);
        var done = new List<string>();
        // Mostly one thing at a time: what is damaged twice is refused for the first.
        var times = random.Next(2) == 0 ? 1 : random.Next(1, 5);
        for (; times > 0; times--)
        {
            if (content.Length == 0)
                content = "\n"u8.ToArray();
            var from = isText && random.Next(4) != 0 ? Text : Binary;
            var way = from[random.Next(from.Length)];
            content = way.Apply(content, random);
            done.Add(way.Name);
        }
        ways = string.Join(", ", done);
        return content;
    }

    static int Whole(Random r) => r.Next(8) switch { 0 => 0, 1 => -1, 2 => int.MaxValue, 3 => int.MinValue, 4 => 1 << 30, 5 => 1 << r.Next(31), 6 => 1_000_000, _ => r.Next() };

    static double Real(Random r) => r.Next(7) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => -1, 3 => 0, 4 => 1e300, 5 => 1e-300, _ => BitConverter.Int64BitsToDouble(r.NextInt64()) };

    /// <summary>A place anywhere, or, as often, near the beginning, where headers are.</summary>
    static int Place(byte[] content, Random random) => random.Next(random.Next(2) == 0 ? Math.Min(content.Length, 2048) : content.Length);

    static byte[] Splice(byte[] content, int at, int length, ReadOnlySpan<byte> by)
    {
        var result = new byte[content.Length - length + by.Length];
        content.AsSpan(0, at).CopyTo(result);
        by.CopyTo(result.AsSpan(at));
        content.AsSpan(at + length).CopyTo(result.AsSpan(at + by.Length));
        return result;
    }

    static byte[] Changed(byte[] content, int at, Func<byte, byte> how)
    {
        var result = content.ToArray();
        result[at] = how(result[at]);
        return result;
    }

    static byte[] Overwritten(byte[] content, Random random, byte[] by)
    {
        var result = content.ToArray();
        by.AsSpan(0, Math.Min(by.Length, content.Length)).CopyTo(result.AsSpan(random.Next(Math.Max(1, content.Length - by.Length + 1))));
        return result;
    }

    static byte[] Piece(byte[] content, Random random, Func<int, int, byte[]> use)
    {
        var at = Place(content, random);
        return use(at, Math.Min(content.Length - at, 1 + random.Next(1 << random.Next(12))));
    }

    static byte[] Line(byte[] content, Random random, Func<int, int, byte[]> use)
    {
        var near = Place(content, random);
        var at = content.AsSpan(0, near).LastIndexOf((byte)'\n') + 1;
        var length = content.AsSpan(near).IndexOf((byte)'\n');
        return use(at, (length < 0 ? content.Length : near + length + 1) - at);
    }

    /// <summary>The word at or after some place; the content as it is where there is none.</summary>
    static byte[] Token(byte[] content, Random random, bool numbers, Func<int, int, byte[]> use)
    {
        for (var at = Place(content, random); at < content.Length; at++)
        {
            if (content[at] <= ' ' || (numbers && !(content[at] is (byte)'-' or (byte)'.' or >= (byte)'0' and <= (byte)'9')))
                continue;
            var start = at;
            while (!numbers && start > 0 && content[start - 1] > ' ')
                start--;
            var end = at;
            while (end < content.Length && content[end] > ' ' && (!numbers || content[end] is (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E' or >= (byte)'0' and <= (byte)'9'))
                end++;
            return use(start, end - start);
        }
        return content;
    }

    static byte[] Swapped(byte[] content, int at, int length, int at2, int length2)
    {
        if (at > at2)
            (at, length, at2, length2) = (at2, length2, at, length);
        return at + length > at2
            ? content
            : [.. content.AsSpan(0, at), .. content.AsSpan(at2, length2), .. content.AsSpan(at + length, at2 - at - length), .. content.AsSpan(at, length), .. content.AsSpan(at2 + length2)];
    }
}
