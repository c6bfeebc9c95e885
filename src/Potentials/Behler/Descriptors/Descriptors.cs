using Athanor.Atoms;

namespace Athanor.Potentials.Behler;

/// <summary>
/// Symmetry functions of every atom of one structure and, where asked for, their derivatives, so that training never touches geometry again: with y = ∂E_i/∂G_i,
/// forces and virial are F_k = −Σ_i y_i·∂G_i/∂r_k and W = −Σ_i y_i·∂G_i/∂ε.
/// </summary>
/// <remarks>
/// The derivatives are sparse: for each atom i, an entry for every other atom k within reach (all its images summed), holding ∂G_i/∂r_k as three rows (x, y, z) of
/// <see cref="Stride"/> floats; and six rows of the symmetric strain derivative Σ_j r_ij ⊗ ∂G_i/∂r_ij, in the order xx yy zz yz xz xy. ∂G_i/∂r_i is minus the sum of the
/// entries.
/// </remarks>
public sealed class Descriptors
{
    readonly int[] _valueStart;
    readonly int[] _stride;
    readonly int[] _strainStart;

    internal Descriptors(Structure structure, SymmetryFunctionSet set)
    {
        Count = structure.Count;
        Species = new int[Count];
        _valueStart = new int[Count + 1];
        _stride = new int[Count];
        _strainStart = new int[Count + 1];
        for (var i = 0; i < Count; i++)
        {
            Species[i] = set.SpeciesOf(structure.Elements[i]);
            if (Species[i] < 0)
                throw new PotentialException($"The symmetry functions know nothing of {structure.Elements[i]} (atom {i + 1} of {structure.Formula}); they cover {string.Join(", ", set.Elements)}.");
            var functions = set.Count(Species[i]);
            _valueStart[i + 1] = _valueStart[i] + functions;
            _stride[i] = (functions + Padding - 1) / Padding * Padding;
            _strainStart[i + 1] = _strainStart[i] + 6 * _stride[i];
        }
        Values = new double[_valueStart[Count]];
        EntryStart = new int[Count + 1];
        DerivativeStart = new long[Count + 1];
    }

    /// <summary>Rows of derivatives are padded with zeros to this many floats.</summary>
    public const int Padding = 16;

    /// <summary>Atoms.</summary>
    public int Count { get; }

    /// <summary>Species of each atom in the set.</summary>
    public int[] Species { get; }

    /// <summary>G of all atoms, one after another.</summary>
    public double[] Values { get; }

    /// <summary>Where atom i's functions begin in <see cref="Values"/>; they end where those of i + 1 begin.</summary>
    public int ValueStart(int atom) => _valueStart[atom];

    /// <summary>Floats in one row of derivatives of atom i: its number of functions, padded.</summary>
    public int Stride(int atom) => _stride[atom];

    /// <summary>True where derivatives were asked for.</summary>
    public bool HasDerivatives { get; internal set; }

    /// <summary>Entries of atom i are EntryStart[i] … EntryStart[i + 1].</summary>
    public int[] EntryStart { get; }

    /// <summary>The other atom k of each entry.</summary>
    public int[] EntryAtom { get; internal set; } = [];

    /// <summary>First float of atom i's entries in <see cref="Derivatives"/>; entry e of atom i begins (e − EntryStart[i]) · 3 · Stride(i) later.</summary>
    public long[] DerivativeStart { get; }

    /// <summary>∂G_i/∂r_k, Å⁻¹ times the unit of G: by atom, entry, axis and function.</summary>
    public float[] Derivatives { get; internal set; } = [];

    /// <summary>First float of atom i's strain derivative in <see cref="StrainDerivatives"/>.</summary>
    public int StrainStart(int atom) => _strainStart[atom];

    /// <summary>Σ_j r_ij ⊗ ∂G_i/∂r_ij: by atom, component (xx yy zz yz xz xy) and function.</summary>
    public float[] StrainDerivatives { get; internal set; } = [];

    /// <summary>Turns functions into network inputs, (G − shift) factor, in place, and derivatives with them.</summary>
    /// <param name="scaling">By species.</param>
    public void Scale(IReadOnlyList<FunctionScaling> scaling)
    {
        for (var i = 0; i < Count; i++)
        {
            var of = scaling[Species[i]];
            var values = Values.AsSpan(_valueStart[i], _valueStart[i + 1] - _valueStart[i]);
            for (var m = 0; m < values.Length; m++)
                values[m] = (values[m] - of.Shift[m]) * of.Factor[m];
            if (!HasDerivatives)
                continue;
            for (var row = DerivativeStart[i]; row < DerivativeStart[i + 1]; row += _stride[i])
                ScaleRow(Derivatives.AsSpan((int)row, values.Length), of);
            for (var row = 0; row < 6; row++)
                ScaleRow(StrainDerivatives.AsSpan(StrainStart(i) + row * _stride[i], values.Length), of);
        }
    }

    static void ScaleRow(Span<float> row, FunctionScaling of)
    {
        for (var m = 0; m < row.Length; m++)
            row[m] *= (float)of.Factor[m];
    }
}
