using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// A tensor over spin orbitals that conserves spin, kept as dense blocks, one for each pattern of spins. Of four axes the first two are one pair and the last two the other. Of blocks that antisymmetry
/// relates only one is kept: that with αβ, never βα.
/// </summary>
internal sealed class SpinTensor
{
    static readonly string[] Singles = ["αα", "ββ"], Doubles = ["αααα", "ββββ", "αβαβ", "βαβα", "αββα", "βααβ"];

    readonly List<(string Spins, Tensor Block)> _blocks = [];
    readonly bool _first, _last;

    /// <param name="spaces">Space of each axis, 'o' or 'v'.</param>
    /// <param name="first">Whether it changes sign when the first two axes are swapped.</param>
    /// <param name="last">Whether it does when the last two are.</param>
    /// <param name="work">Whose memory it takes; null for memory of its own.</param>
    public SpinTensor(SpinSpace space, string spaces, bool first = false, bool last = false, Workspace? work = null)
    {
        (_first, _last) = (first, last);
        foreach (var spins in spaces.Length == 2 ? Singles : Doubles)
        {
            if ((first && spins.StartsWith("βα", StringComparison.Ordinal)) || (last && spins.EndsWith("βα", StringComparison.Ordinal)))
                continue;
            int[] shape = [.. spins.Select((s, axis) => space.Size(spaces[axis], s))];
            _blocks.Add((spins, work?.Tensor(shape) ?? new(shape)));
        }
    }

    public IReadOnlyList<(string Spins, Tensor Block)> Blocks => _blocks;

    /// <summary>The block with these spins; a copy where its mirror image is kept.</summary>
    /// <exception cref="ArgumentException">They are not conserved.</exception>
    public Tensor this[string spins]
    {
        get
        {
            const string Axes = "pqrs";
            var (block, axes, sign) = Find(Axes[..spins.Length], spins) ?? throw new ArgumentException($"There is no block {spins}.", nameof(spins));
            if (axes == Axes[..spins.Length])
                return block;
            var copy = block.Permuted($"{axes}->{Axes}");
            for (var i = 0; i < copy.Data.Length; i++)
                copy.Data[i] *= sign;
            return copy;
        }
    }

    /// <summary>Adds <paramref name="scale"/> times another, whose axes are put into the order of this one, as in "jiab->ijab".</summary>
    public void Add(string axes, double scale, SpinTensor other)
    {
        var (from, to) = (axes[..axes.IndexOf('-')], axes[(axes.IndexOf('>') + 1)..]);
        foreach (var (spins, block) in _blocks)
        {
            if (other.Find(from, string.Concat(from.Select(x => spins[to.IndexOf(x)]))) is { } found)
                block.AddPermuted($"{found.Axes}->{to}", found.Block, scale * found.Sign);
        }
    }

    /// <summary>Adds <paramref name="scale"/> Σ a b, as <see cref="Tensor.Add"/> does, for all spins of the axes that are summed.</summary>
    public void Add(string axes, double scale, SpinTensor a, SpinTensor b, Workspace work)
    {
        var (comma, arrow) = (axes.IndexOf(','), axes.IndexOf('-'));
        string ofA = axes[..comma], ofB = axes[(comma + 1)..arrow], ofC = axes[(arrow + 2)..];
        var summed = string.Concat(ofA.Where(x => !ofC.Contains(x)));
        // Antisymmetric in both, αβ and βα of a pair give the same.
        var twins = a.IsPair(ofA, summed) && b.IsPair(ofB, summed);
        foreach (var (spins, block) in _blocks)
        {
            for (var choice = 0; choice < 1 << summed.Length; choice++)
            {
                if (twins && choice == 1)
                    continue;
                char Spin(char axis) => ofC.IndexOf(axis) is >= 0 and var at ? spins[at] : (choice >> summed.IndexOf(axis) & 1) == 0 ? 'α' : 'β';
                if (a.Find(ofA, string.Concat(ofA.Select(Spin))) is { } left && b.Find(ofB, string.Concat(ofB.Select(Spin))) is { } right)
                    block.Add($"{left.Axes},{right.Axes}->{ofC}", (twins && choice == 2 ? 2 : 1) * scale * left.Sign * right.Sign, left.Block, right.Block, work);
            }
        }
    }

    bool IsPair(string axes, string two) =>
        two.Length == 2 && axes.Length == 4 && ((_first && two.All(axes[..2].Contains)) || (_last && two.All(axes[2..].Contains)));

    /// <summary>The block with these spins, or its mirror image with axes swapped; null where spin is not conserved.</summary>
    (Tensor Block, string Axes, double Sign)? Find(string axes, string spins)
    {
        var sign = 1.0;
        if (_first && spins.StartsWith("βα", StringComparison.Ordinal))
            (axes, spins, sign) = ($"{axes[1]}{axes[0]}{axes[2..]}", "αβ" + spins[2..], -sign);
        if (_last && spins.EndsWith("βα", StringComparison.Ordinal))
            (axes, spins, sign) = ($"{axes[..2]}{axes[3]}{axes[2]}", spins[..2] + "αβ", -sign);
        var found = _blocks.Find(b => b.Spins == spins);
        return found.Block is null ? null : (found.Block, axes, sign);
    }
}
