using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>Atoms by element: those of one stand together.</summary>
sealed class ElementOrder
{
    public ElementOrder(Structure structure)
    {
        var elements = structure.Elements.ToArray();
        Elements = [.. elements.Distinct().Order()];
        Order = [.. Enumerable.Range(0, elements.Length).OrderBy(i => elements[i])];
        KindOf = [.. elements.Select(e => Array.IndexOf(Elements, e))];
        Start = [.. Enumerable.Range(0, Elements.Length + 1).Select(k => KindOf.Count(kind => kind < k))];
        var pairs = new List<(int, int)>();
        for (var a = 0; a < Elements.Length; a++)
        {
            for (var b = a; b < Elements.Length; b++)
                pairs.Add((a, b));
        }
        Pairs = [.. pairs];
    }

    public Element[] Elements { get; }

    /// <summary>Atoms of the structure, element after element.</summary>
    public int[] Order { get; }

    /// <summary>By atom of the structure.</summary>
    public int[] KindOf { get; }

    /// <summary>Where each element begins in <see cref="Order"/>, and the end.</summary>
    public int[] Start { get; }

    /// <summary>Pairs of kinds, the first not above the second.</summary>
    public (int A, int B)[] Pairs { get; }

    public int Count(int kind) => Start[kind + 1] - Start[kind];

    public int Pair(int a, int b)
    {
        if (a > b)
            (a, b) = (b, a);
        return a * Elements.Length - a * (a - 1) / 2 + b - a;
    }

    public string NameOf((int A, int B) pair) => $"{Elements[pair.A].Symbol}–{Elements[pair.B].Symbol}";
}
