using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Heat carried by the phonons of a perfect crystal that scatter one another in threes: the linearised Boltzmann equation A F = b on a grid of wave vectors, b = n (n + 1) ħω v, solved by relaxation times (the diagonal of A alone)
/// and fully by conjugate gradients (Fugallo et al., Phys. Rev. B 88, 045430 (2013)); κ = Σ b ⊗ F/(N V k T²).
/// </summary>
public sealed class PhononTransport
{
    readonly PhononGrid _grid;
    readonly Collisions _collisions;
    readonly IsotopeCollisions _isotopes;
    readonly TransportSettings _settings;
    readonly IReadOnlyList<LatticeOperation> _operations;

    PhononTransport(PhononGrid grid, Collisions collisions, IsotopeCollisions isotopes, IReadOnlyList<LatticeOperation> operations, TransportSettings settings, CancellationToken cancellation)
    {
        (_grid, _collisions, _isotopes, _operations, _settings) = (grid, collisions, isotopes, operations, settings);
        Frequencies = [.. grid.Omega.Select(w => w / (2e-3 * Math.PI))];
        Velocities = grid.Velocities;
        States = [.. settings.Temperatures.Select(t => Solve(t, cancellation))];
    }

    /// <summary>Wave vectors in each direction.</summary>
    public (int A, int B, int C) Mesh => _grid.Mesh;

    /// <summary>By mode (wave vector, then branch), THz.</summary>
    public IReadOnlyList<double> Frequencies { get; }

    /// <summary>By mode, Å/fs.</summary>
    public IReadOnlyList<Vec3> Velocities { get; }

    /// <summary>Modes whose energy falls; they take no part.</summary>
    public int Imaginary => _grid.Imaginary;

    /// <summary>Threes of modes that keep energy and momentum, counted once for q and −q.</summary>
    public long Processes => _collisions.Count;

    /// <summary>By temperature.</summary>
    public IReadOnlyList<TransportState> States { get; }

    /// <param name="mesh">Wave vectors in each direction of the reciprocal lattice.</param>
    /// <param name="progress">Told how many pieces of the search for processes are done, of how many.</param>
    /// <exception cref="SimulationException">Settings that make no sense, or a crystal that gives way.</exception>
    public static PhononTransport Compute(
        ForceConstants constants, ThirdOrder third, (int A, int B, int C) mesh, TransportSettings? settings = null, Team? team = null, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= new TransportSettings();
        settings.Check();
        if (mesh.A < 2 || mesh.B < 2 || mesh.C < 2 || (long)mesh.A * mesh.B * mesh.C > 100_000)
            throw new SimulationException($"A grid of {mesh.A} × {mesh.B} × {mesh.C} wave vectors is none that phonons can be followed on; two to some thirty in each direction are.");
        team ??= Team.Single;
        var grid = new PhononGrid(new DynamicalMatrices(constants), mesh, team);
        var collisions = new Collisions(grid, third, settings.Smearing, team, progress, cancellation);
        var variances = Enumerable.Range(0, grid.Primitive.Count).Select(b => settings.MassVariances.GetValueOrDefault(grid.Primitive.Elements[b])).ToArray();
        return new PhononTransport(grid, collisions, new IsotopeCollisions(grid, variances, settings.Smearing), LatticeOperations.Of(constants.Lattice), settings, cancellation);
    }

    TransportState Solve(double temperature, CancellationToken cancellation)
    {
        var thermal = Units.Boltzmann * temperature;
        double Energy(int m) => Units.ReducedPlanck * _grid.Omega[m];
        var sinh = new double[_grid.Modes];
        var right = new Vec3[_grid.Modes];
        for (var m = 0; m < sinh.Length; m++)
        {
            if (_grid.IsStill[m])
                continue;
            sinh[m] = _settings.Classical ? thermal / Energy(m) : 0.5 / Math.Sinh(0.5 * Energy(m) / thermal);
            right[m] = sinh[m] * sinh[m] * Energy(m) * _grid.Velocities[m];
        }
        var diagonal = _collisions.Diagonal(sinh);
        _isotopes.AddDiagonal(sinh, diagonal);
        var solver = new TransportSolver(diagonal, right, f =>
        {
            cancellation.ThrowIfCancellationRequested();
            var into = _collisions.Apply(sinh, f);
            _isotopes.AddApplied(sinh, f, into);
            return into;
        });
        var relaxed = solver.Relaxed();
        var (full, iterations, residual) = _settings.RelaxationTimeOnly ? (relaxed, 0, 0) : solver.Full(_settings.Tolerance, _settings.MostIterations);
        var factor = Units.WattPerMetre / (_grid.Count * _grid.Primitive.Cell!.Volume * thermal * temperature);
        return new TransportState(temperature, Sum(right, relaxed, factor), Sum(right, full, factor), iterations, residual)
        {
            Lifetimes = [.. Enumerable.Range(0, sinh.Length).Select(m => diagonal[m] > 0 ? 1e-3 * sinh[m] * sinh[m] / diagonal[m] : 0)],
            FreePaths = [.. Enumerable.Range(0, sinh.Length).Select(m => _grid.Velocities[m].Length is var v && v > 0 && !_grid.IsStill[m] ? 0.1 * Vec3.Dot(full[m], _grid.Velocities[m]) / (v * Energy(m)) : 0)],
            Contributions = [.. Enumerable.Range(0, sinh.Length).Select(m => factor / 3 * Vec3.Dot(right[m], full[m]))],
            Alone = Enumerable.Range(0, sinh.Length).Count(m => !_grid.IsStill[m] && !(diagonal[m] > 0)),
        };
    }

    /// <summary>Of degenerate modes velocities along one direction are known, which favours it a little: the crystal's symmetry is put back.</summary>
    Mat3 Sum(Vec3[] right, Vec3[] f, double factor)
    {
        var sum = Mat3.Zero;
        for (var m = 0; m < right.Length; m++)
            sum += Mat3.Outer(right[m], f[m]);
        var mean = Mat3.Zero;
        foreach (var operation in _operations)
            mean += factor / _operations.Count * (operation.Cartesian * sum * operation.Cartesian.Transposed);
        return mean.Symmetrized;
    }
}
