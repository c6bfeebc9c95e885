using Athanor.Potentials.Behler;

namespace Athanor.Learning;

/// <summary>Symmetry functions and their derivatives, laid out for the optimiser.</summary>
static class BehlerFeatures
{
    /// <param name="descriptors">Scaled, with derivatives.</param>
    /// <param name="volume">Å³ where the frame repeats in all directions, else 0.</param>
    internal static FrameFeatures Of(Descriptors descriptors, double volume)
    {
        var groups = Enumerable.Range(0, descriptors.Count)
            .GroupBy(i => descriptors.Species[i])
            .OrderBy(g => g.Key)
            .Select(g => Group(descriptors, g.Key, [.. g], volume > 0));
        return new FrameFeatures { Atoms = descriptors.Count, Volume = volume, Groups = [.. groups] };
    }

    static CentreGroup Group(Descriptors of, int species, int[] atoms, bool strained)
    {
        var stride = of.Stride(atoms[0]);
        var values = new float[atoms.Length * stride];
        var start = new int[atoms.Length + 1];
        for (var c = 0; c < atoms.Length; c++)
        {
            var i = atoms[c];
            for (var m = of.ValueStart(i); m < of.ValueStart(i + 1); m++)
                values[c * stride + m - of.ValueStart(i)] = (float)of.Values[m];
            start[c + 1] = start[c] + 3 * (of.EntryStart[i + 1] - of.EntryStart[i] + 1) + (strained ? 6 : 0);
        }
        var rows = new int[start[^1]];
        var tangents = new float[(long)start[^1] * stride];
        for (var c = 0; c < atoms.Length; c++)
            Centre(of, atoms[c], stride, strained, rows.AsSpan(start[c]), tangents.AsSpan(start[c] * stride));
        return new CentreGroup
        {
            Network = species,
            Count = atoms.Length,
            Stride = stride,
            Values = values,
            TangentStart = start,
            TangentRow = rows,
            Tangents = tangents,
        };
    }

    /// <summary>Other atoms, then the atom itself (minus their sum), then the strains.</summary>
    static void Centre(Descriptors of, int atom, int stride, bool strained, Span<int> rows, Span<float> tangents)
    {
        var entries = of.EntryStart[atom + 1] - of.EntryStart[atom];
        of.Derivatives.AsSpan((int)of.DerivativeStart[atom], 3 * entries * stride).CopyTo(tangents);
        var own = tangents.Slice(3 * entries * stride, 3 * stride);
        own.Clear();
        for (var e = 0; e < entries; e++)
        {
            var other = of.EntryAtom[of.EntryStart[atom] + e];
            (rows[3 * e], rows[3 * e + 1], rows[3 * e + 2]) = (3 * other, 3 * other + 1, 3 * other + 2);
            for (var k = 0; k < 3 * stride; k++)
                own[k] -= tangents[3 * e * stride + k];
        }
        (rows[3 * entries], rows[3 * entries + 1], rows[3 * entries + 2]) = (3 * atom, 3 * atom + 1, 3 * atom + 2);
        if (!strained)
            return;
        of.StrainDerivatives.AsSpan(of.StrainStart(atom), 6 * stride).CopyTo(tangents[(3 * (entries + 1) * stride)..]);
        for (var v = 0; v < 6; v++)
            rows[3 * (entries + 1) + v] = 3 * of.Count + v;
    }
}
