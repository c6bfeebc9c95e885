using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Second-order energies of pairs of orbitals, (ia|jb) = Σ_Q B_ia,Q B_jb,Q made pair by pair. Each i is a piece of work, the pieces' energies are added in order.</summary>
internal sealed class FittedPairs : IJob
{
    readonly FittedOrbitals _first, _second;
    readonly double[][] _integrals;
    readonly (double Same, double Opposite)[] _energies;

    FittedPairs(FittedOrbitals first, FittedOrbitals second, Team team)
    {
        (_first, _second) = (first, second);
        _energies = new (double, double)[first.Occupied];
        _integrals = [.. Enumerable.Range(0, team.Threads).Select(_ => new double[first.Virtual * second.Virtual])];
    }

    /// <summary>Σ (ia|jb) [(ia|jb) − (ib|ja)] / D, zero unless i and j are of the same orbitals, and Σ (ia|jb)² / D with D = ε_i + ε_j − ε_a − ε_b, over all i, j, a, b; Eh.</summary>
    public static (double Same, double Opposite) Energies(FittedOrbitals first, FittedOrbitals second, Team team)
    {
        if (first.Virtual * second.Virtual == 0)
            return (0, 0);
        var job = new FittedPairs(first, second, team);
        team.Run(job, first.Occupied);
        var (same, opposite) = (0.0, 0.0);
        foreach (var energy in job._energies)
            (same, opposite) = (same + energy.Same, opposite + energy.Opposite);
        return (same, opposite);
    }

    void IJob.Run(int index, int worker)
    {
        var alike = _first == _second;
        // Long pieces first.
        var i = alike ? _first.Occupied - 1 - index : index;
        var (same, opposite) = (0.0, 0.0);
        var last = alike ? i : _second.Occupied - 1;
        for (var j = 0; j <= last; j++)
        {
            ReadOnlyMatrixSpan<double> second = _second.Of(j);
            Gemm.Multiply(_first.Of(i), second.Transposed, _integrals[worker].AsMatrix(_first.Virtual, _second.Virtual));
            var energy = Pair(i, j, _integrals[worker], alike);
            var weight = alike && j < i ? 2 : 1;
            (same, opposite) = (same + weight * energy.Same, opposite + weight * energy.Opposite);
        }
        _energies[i] = (same, opposite);
    }

    (double Same, double Opposite) Pair(int i, int j, double[] integrals, bool alike)
    {
        var (same, opposite) = (0.0, 0.0);
        int v = _first.Virtual, w = _second.Virtual;
        var empty = _second.Energies.AsSpan(_second.Occupied);
        for (var a = 0; a < v; a++)
        {
            var gap = _first.Energies[i] + _second.Energies[j] - _first.Energies[_first.Occupied + a];
            for (var b = 0; b < w; b++)
            {
                var direct = integrals[a * w + b];
                var share = direct / (gap - empty[b]);
                opposite += share * direct;
                if (alike)
                    same += share * (direct - integrals[b * w + a]);
            }
        }
        return (same, opposite);
    }
}
