using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// All processes on a grid in which two phonons become one or one becomes two, and the collision operator made of them: A F = Σ w (F₁ + F₂ + F₃) for each of the three, over threes of modes with q₁ + q₂ + q₃ = G, F being odd in q (Fugallo
/// et al., Phys. Rev. B 88, 045430 (2013), in that form). It is symmetric and has no negative eigenvalue by its form, so that conjugate gradients solve the transport equation.
/// </summary>
/// <remarks>
/// Energy is kept within a Gaussian as wide as the grid is coarse: of each of the three differences of group velocities that a process has, depending on which phonon one holds, the mean square is taken, or the operator would not be
/// symmetric (<see cref="PhononGrid.Width2"/> is one of them, as in ShengBTE). Threes are found once for q and −q. What is found does not depend on the temperature; that comes with 1/(8 sinh sinh sinh).
/// </remarks>
sealed class Collisions : IJob
{
    const double Reach = 3; // Widths of the Gaussian.

    /// <summary>Of the highest frequency: no Gaussian is narrower.</summary>
    const double Narrowest = 2e-3;

    /// <summary>Threes of modes that memory has room for, 16 bytes each and half as many again while lists grow.</summary>
    const long Most = 100_000_000;

    /// <summary>Fixed, so that sums have one order.</summary>
    const int Pieces = 64;

    readonly PhononGrid _grid;
    readonly ThirdOrder _third;
    readonly ThreePhonons.Shared _shared;
    readonly double _smearing, _widest;
    readonly ThreePhonons?[] _workers;
    readonly Store[] _stores;
    readonly CancellationToken _cancellation;
    readonly Action<int, int>? _progress;
    readonly Lock _gate = new();
    int _done;
    long _found;

    /// <param name="smearing">Factor of the Gaussian's width.</param>
    internal Collisions(PhononGrid grid, ThirdOrder third, double smearing, Team team, Action<int, int>? progress, CancellationToken cancellation)
    {
        (_grid, _third, _smearing, _progress, _cancellation) = (grid, third, smearing, progress, cancellation);
        _shared = ThreePhonons.PhasesOf(grid, third);
        _widest = Math.Max(2 * smearing * Math.Sqrt(grid.Velocities.Max(grid.Width2)), Narrowest * grid.Highest);
        _workers = new ThreePhonons[team.Threads];
        _stores = [.. Enumerable.Range(0, Pieces).Select(_ => new Store())];
        team.Run(this, Pieces);
    }

    /// <summary>Threes of modes that take part.</summary>
    internal long Count => _stores.Sum(s => (long)s.Weights.Count);

    sealed class Store
    {
        internal readonly List<(int One, int Two, int Three)> Modes = [];

        /// <summary>fs⁻¹; negative where the mirror image at −q is the same three.</summary>
        internal readonly List<float> Weights = [];
    }

    void IJob.Run(int index, int worker)
    {
        var kernel = _workers[worker] ??= new ThreePhonons(_grid, _third, _shared);
        // Pieces take every 64th wave vector: the first ones have more partners.
        for (var q1 = index; q1 < _grid.Count; q1 += Pieces)
        {
            _cancellation.ThrowIfCancellationRequested();
            for (var q2 = q1; q2 < _grid.Count; q2++)
            {
                var q3 = _grid.Third(q1, q2);
                if (q3 >= q2)
                    Three(kernel, _stores[index], q1, q2, q3);
            }
        }
        lock (_gate)
            _progress?.Invoke(++_done, Pieces);
    }

    void Three(ThreePhonons kernel, Store store, int q1, int q2, int q3)
    {
        var mirror = Sorted(_grid.Opposite(q1), _grid.Opposite(q2), _grid.Opposite(q3));
        var order = (q1, q2, q3).CompareTo(mirror);
        if (order > 0)
            return;
        // How many of the six orders are different.
        var orders = q1 == q2 ? q2 == q3 ? 1 : 3 : q2 == q3 ? 3 : 6;
        var n = _grid.Branches;
        var factor = Math.PI * Units.ReducedPlanck / (4 * _grid.Count) * orders / 6;
        var prepared = false;
        for (var s1 = 0; s1 < n; s1++)
        {
            var one = q1 * n + s1;
            if (_grid.IsStill[one])
                continue;
            var first = false;
            for (var s2 = 0; s2 < n; s2++)
            {
                var two = q2 * n + s2;
                if (_grid.IsStill[two])
                    continue;
                var second = false;
                for (var s3 = 0; s3 < n; s3++)
                {
                    var three = q3 * n + s3;
                    var delta = _grid.IsStill[three] ? 0 : Delta(one, two, three) + Delta(two, one, three) + Delta(three, one, two);
                    if (delta == 0)
                        continue;
                    if (!prepared)
                        kernel.Set(q2, q3);
                    if (!first)
                        kernel.First(one);
                    if (!second)
                        kernel.Second(two);
                    (prepared, first, second) = (true, true, true);
                    var weight = (float)(factor * delta * kernel.Square(three) / (_grid.Omega[one] * _grid.Omega[two] * _grid.Omega[three]));
                    if (Interlocked.Increment(ref _found) > Most)
                        throw new Simulation.SimulationException($"On a grid of {_grid.Mesh.A} × {_grid.Mesh.B} × {_grid.Mesh.C} wave vectors more than {Most:N0} threes of modes keep the energy, which is more than memory has room for. Take a coarser grid.");
                    store.Modes.Add((one, two, three));
                    store.Weights.Add(order == 0 ? -weight : weight);
                }
            }
        }
    }

    static (int, int, int) Sorted(int a, int b, int c)
    {
        if (a > b)
            (a, b) = (b, a);
        if (b > c)
            (b, c) = (c, b);
        return a > b ? (b, a, c) : (a, b, c);
    }

    /// <summary>δ(ω_c − ω_o − ω_p), fs.</summary>
    double Delta(int c, int o, int p)
    {
        var off = _grid.Omega[c] - _grid.Omega[o] - _grid.Omega[p];
        // Cheap first: no Gaussian is wider than the fastest of all makes it.
        if (Math.Abs(off) > Reach * _widest)
            return 0;
        var (vc, vo, vp) = (_grid.Velocities[c], _grid.Velocities[o], _grid.Velocities[p]);
        var square = (_grid.Width2(vo - vp) + _grid.Width2(vc + vo) + _grid.Width2(vc + vp)) / 3;
        var width = Math.Max(_smearing * Math.Sqrt(square), Narrowest * _grid.Highest);
        var x = off / width;
        return Math.Abs(x) > Reach ? 0 : Math.Exp(-0.5 * x * x) / (width * Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The diagonal of the operator at a temperature.</summary>
    /// <param name="sinh">1/(2 sinh(ħω/2kT)) by mode.</param>
    internal double[] Diagonal(double[] sinh)
    {
        var (both, alone) = (new double[_grid.Modes], new double[_grid.Modes]);
        foreach (var store in _stores)
        {
            for (var k = 0; k < store.Weights.Count; k++)
            {
                var (one, two, three) = store.Modes[k];
                double weight = store.Weights[k];
                var into = weight < 0 ? alone : both;
                var w = Math.Abs(weight) * sinh[one] * sinh[two] * sinh[three];
                into[one] += w;
                into[two] += w;
                into[three] += w;
            }
        }
        return [.. Enumerable.Range(0, _grid.Modes).Select(m => alone[m] + both[m] + both[_grid.OppositeMode(m)])];
    }

    /// <summary>A F, F odd in q; three right sides at once.</summary>
    internal Vec3[] Apply(double[] sinh, Vec3[] f)
    {
        var (both, alone) = (new Vec3[_grid.Modes], new Vec3[_grid.Modes]);
        foreach (var store in _stores)
        {
            for (var k = 0; k < store.Weights.Count; k++)
            {
                var (one, two, three) = store.Modes[k];
                double weight = store.Weights[k];
                var into = weight < 0 ? alone : both;
                var d = Math.Abs(weight) * sinh[one] * sinh[two] * sinh[three] * (f[one] + f[two] + f[three]);
                into[one] += d;
                into[two] += d;
                into[three] += d;
            }
        }
        return [.. Enumerable.Range(0, _grid.Modes).Select(m => (Mode: m, Mirror: _grid.OppositeMode(m))).Select(x => 0.5 * (alone[x.Mode] - alone[x.Mirror]) + both[x.Mode] - both[x.Mirror])];
    }
}
