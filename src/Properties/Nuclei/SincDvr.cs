using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Exact levels of one particle on a line, or of a radius: a grid of sinc functions (Colbert and Miller, J. Chem. Phys. 96, 1982 (1992)), whose Hamiltonian is T_ij = (ħ²/2mΔ²)(−1)^(i−j) {π²/3, 2/(i − j)²} + V(x_i) δ_ij.
/// </summary>
public sealed class SincDvr
{
    readonly double[] _levels;
    readonly double[] _states;

    /// <param name="mass">amu.</param>
    /// <param name="from">Å; wave functions must have died out there, and at <paramref name="to"/>.</param>
    /// <param name="points">Of the grid; the time grows with its third power.</param>
    public SincDvr(Func<double, double> energy, double mass, double from, double to, int points = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 3);
        var step = (to - from) / (points + 1);
        Grid = [.. Enumerable.Range(1, points).Select(i => from + i * step)];
        var kinetic = Units.ReducedPlanck * Units.ReducedPlanck * Units.AccelerationPerForce / (2 * mass * step * step);
        var hamiltonian = new double[points * points];
        for (var i = 0; i < points; i++)
        {
            for (var j = 0; j < points; j++)
                hamiltonian[i * points + j] = i == j ? kinetic * Math.PI * Math.PI / 3 + energy(Grid[i]) : kinetic * ((i - j) % 2 == 0 ? 2.0 : -2.0) / ((double)(i - j) * (i - j));
        }
        (_levels, _states) = (new double[points], new double[points * points]);
        SymmetricEigen.Decompose(new ReadOnlyMatrixSpan<double>(hamiltonian, points, points), _levels, new MatrixSpan<double>(_states, points, points));
    }

    /// <inheritdoc cref="SincDvr(Func{double, double}, double, double, double, int)"/>
    public SincDvr(ILineProfile profile, double mass, double from, double to, int points = 200)
        : this(profile.Energy, mass, from, to, points)
    {
    }

    /// <summary>Å.</summary>
    public double[] Grid { get; }

    /// <summary>eV, ascending; the upper half belongs to the grid rather than to the particle.</summary>
    public IReadOnlyList<double> Levels => _levels;

    /// <summary>ln Σ e^(−βE).</summary>
    public double LogPartition(double temperature)
    {
        var kt = Units.Boltzmann * temperature;
        return -_levels[0] / kt + Math.Log(_levels.Sum(e => Math.Exp((_levels[0] - e) / kt)));
    }

    /// <summary>Thermal mean of the energy, eV.</summary>
    public double MeanEnergy(double temperature) => Mean(temperature, n => _levels[n]);

    /// <summary>Thermal mean of a function of the place.</summary>
    public double Mean(double temperature, Func<double, double> of)
    {
        var points = Grid.Length;
        double[] values = [.. Grid.Select(of)];
        return Mean(temperature, n =>
        {
            double sum = 0;
            for (var i = 0; i < points; i++)
                sum += _states[i * points + n] * _states[i * points + n] * values[i];
            return sum;
        });
    }

    double Mean(double temperature, Func<int, double> of)
    {
        var kt = Units.Boltzmann * temperature;
        double weights = 0, sum = 0;
        for (var n = 0; n < _levels.Length; n++)
        {
            var weight = Math.Exp((_levels[0] - _levels[n]) / kt);
            if (weight < 1e-16)
                break;
            (weights, sum) = (weights + weight, sum + weight * of(n));
        }
        return sum / weights;
    }
}
