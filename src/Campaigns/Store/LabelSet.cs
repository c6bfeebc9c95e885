using System.Collections;

namespace Athanor.Campaigns;

/// <summary>Numbers of labels, each once, ascending. As text, ranges: <c>1-40,42</c>; a model that was fitted on ten thousand labels names them in a few bytes or kilobytes.</summary>
public sealed class LabelSet : IReadOnlyCollection<long>
{
    readonly (long First, long Last)[] _ranges;

    public LabelSet(IEnumerable<long> numbers)
    {
        var ranges = new List<(long First, long Last)>();
        foreach (var number in numbers.Order())
        {
            if (ranges.Count > 0 && number <= ranges[^1].Last + 1)
                ranges[^1] = (ranges[^1].First, Math.Max(number, ranges[^1].Last));
            else
                ranges.Add((number, number));
        }
        _ranges = [.. ranges];
        Count = checked((int)_ranges.Sum(r => r.Last - r.First + 1));
    }

    LabelSet((long First, long Last)[] ranges)
    {
        _ranges = ranges;
        Count = checked((int)ranges.Sum(r => r.Last - r.First + 1));
    }

    public static LabelSet None { get; } = new(Array.Empty<(long, long)>());

    /// <summary>1 to the last, both included.</summary>
    public static LabelSet UpTo(long last) => last < 1 ? None : new(new[] { (1L, last) });

    public int Count { get; }

    /// <summary>The largest; 0 where there is none.</summary>
    public long Last => _ranges.Length > 0 ? _ranges[^1].Last : 0;

    /// <summary>The smallest; 0 where there is none.</summary>
    public long First => _ranges.Length > 0 ? _ranges[0].First : 0;

    public bool Contains(long number)
    {
        int low = 0, high = _ranges.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].Last < number)
                low = middle + 1;
            else
                high = middle;
        }
        return low < _ranges.Length && _ranges[low].First <= number;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It did not.</exception>
    public static LabelSet Parse(string text) => new([.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Range)]);

    public override string ToString() => string.Join(',', _ranges.Select(r => r.First == r.Last ? $"{r.First}" : $"{r.First}-{r.Last}"));

    public IEnumerator<long> GetEnumerator()
    {
        foreach (var (first, last) in _ranges)
        {
            for (var number = first; number <= last; number++)
                yield return number;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    static (long, long) Range(string text)
    {
        var dash = text.IndexOf('-');
        return dash < 0 ? (long.Parse(text), long.Parse(text)) : (long.Parse(text[..dash]), long.Parse(text[(dash + 1)..]));
    }
}
