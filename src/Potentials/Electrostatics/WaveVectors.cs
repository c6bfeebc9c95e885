using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Electrostatics;

/// <summary>Wave vectors n₁b₁ + n₂b₂ ± n₃b₃ with one n₁ and n₂, for n₃ = 0 … Last.</summary>
/// <param name="Weights">Where the row's weights begin in <see cref="WaveVectors.Weights"/>: of +n₃ and of −n₃ in turns.</param>
readonly record struct WaveRow(int N1, int N2, int Last, int Weights);

/// <summary>The half space of wave vectors shorter than a cutoff, in rows, each with its weight 2·2π/(V k²) e^(−k²/4α²). Made anew when the cell changes.</summary>
/// <param name="twoPi">2π in lengths and weights.</param>
/// <param name="phaseTwoPi">2π in phases.</param>
sealed class WaveVectors(double alpha, double cutoff, double twoPi, double phaseTwoPi) : IDisposable
{
    /// <summary>Beyond this many wave vectors a cell is taken for a mistake.</summary>
    const long Most = 200_000_000;

    readonly List<WaveRow> _rows = [];
    readonly AlignedBuffer<double> _weights = new();
    Mat3 _cell, _weighted;

    internal double Alpha => alpha;

    internal double PhaseTwoPi => phaseTwoPi;

    /// <summary>Largest n₁, n₂, n₃.</summary>
    internal (int N1, int N2, int N3) Largest { get; private set; }

    internal int RowCount => _rows.Count;

    internal WaveRow this[int row] => _rows[row];

    /// <summary>Zero for a wave vector that is too long, is the origin, or whose opposite is in another place.</summary>
    internal unsafe double* Weights => _weights.Pointer;

    /// <summary>b₁, b₂, b₃ as rows, 1/Å: what phases change by.</summary>
    internal Mat3 Reciprocal { get; private set; }

    /// <summary>The wave vector as weights see it.</summary>
    internal Vec3 At(double n1, double n2, double n3) => new Vec3(n1, n2, n3) * _weighted;

    /// <exception cref="PotentialException">So many that the sum could not be formed.</exception>
    internal unsafe void Take(Cell cell)
    {
        if (cell.Vectors == _cell)
            return;
        _rows.Clear();
        (_cell, Reciprocal, _weighted) = (cell.Vectors, phaseTwoPi * cell.Inverse.Transposed, twoPi * cell.Inverse.Transposed);
        // a·k = 2π n, and so |n| ≤ |a| |k| / 2π.
        Largest = (Bound(0), Bound(1), Bound(2));
        if ((long)(Largest.N1 + 1) * (2L * Largest.N2 + 1) * (2L * Largest.N3 + 1) > Most)
            throw new PotentialException($"A cell of {cell.Volume:N0} Å³ has too many wave vectors for an Ewald sum. Take a smaller cell, or a potential without charges.");
        var used = 0;
        for (var n1 = 0; n1 <= Largest.N1; n1++)
        {
            for (var n2 = n1 == 0 ? 0 : -Largest.N2; n2 <= Largest.N2; n2++)
                used = AddRow(n1, n2, used, cell.Volume);
        }
    }

    int Bound(int axis) => (int)Math.Floor(cutoff * _cell.Row(axis).Length / twoPi);

    unsafe int AddRow(int n1, int n2, int used, double volume)
    {
        var weights = _weights.Require(used + 2 * (Largest.N3 + 1), keep: true) + used;
        var last = -1;
        for (var n3 = 0; n3 <= Largest.N3; n3++)
        {
            var inOrigin = n1 == 0 && n2 == 0;
            weights[2 * n3] = inOrigin && n3 == 0 ? 0 : Weight(At(n1, n2, n3).LengthSquared, volume);
            weights[2 * n3 + 1] = inOrigin || n3 == 0 ? 0 : Weight(At(n1, n2, -n3).LengthSquared, volume);
            if (weights[2 * n3] != 0 || weights[2 * n3 + 1] != 0)
                last = n3;
        }
        if (last < 0)
            return used;
        _rows.Add(new WaveRow(n1, n2, last, used));
        return used + 2 * (last + 1);
    }

    double Weight(double squared, double volume) =>
        squared < cutoff * cutoff ? 2 * twoPi / (volume * squared) * Math.Exp(-squared / (4 * alpha * alpha)) : 0;

    public void Dispose() => _weights.Dispose();
}
