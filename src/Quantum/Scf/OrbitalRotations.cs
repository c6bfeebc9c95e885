namespace Athanor.Quantum;

/// <summary>
/// The energy of a mean field about some orbitals C as a function of rotations C exp(K), K antisymmetric with an element κ_pq for each pair q &lt; p of orbitals that are not occupied alike: gradient and products with the Hessian
/// (Douady, Ellinger, Subra, Lévy, J. Chem. Phys. 72, 1452 (1980)). With n the occupations, F the Fock matrices over orbitals and M = [K, n],
/// g_pq = −2 Σ [n, F]_pq and (Hκ)_pq = −Σ ([M, F] + [n, [F, K]] + 2 [n, δF(M)])_pq, sums over channels and spins.
/// </summary>
internal sealed class OrbitalRotations
{
    readonly FieldEquations _equations;
    readonly Filling _filling;
    readonly double[][] _densities;
    readonly double[][] _fock;
    readonly int _n;
    readonly int _m;

    /// <param name="coefficients">One a set, n × m, the electrons in the first. They are turned within their classes until Fock matrices are diagonal there.</param>
    public OrbitalRotations(FieldEquations equations, Filling filling, double[][] coefficients)
    {
        (_equations, _filling, _n, _m) = (equations, filling, equations.N, equations.M);
        Pairs = [.. Enumerable.Range(0, filling.Sets).Select(PairsOf)];
        Count = Pairs.Sum(p => p.Length);
        _densities = equations.Densities(filling, coefficients);
        (Energy, Fock) = equations.Evaluate(_densities);
        Orbitals = [.. coefficients.Select(Canonical)];
        _fock = [.. Fock.Select((f, s) => SquareMatrices.Transformed(f, Orbitals[filling.SetOf(s)].Coefficients, _n, _m))];
        (Gradient, Diagonal) = Derivatives();
    }

    /// <summary>Electronic, Eh.</summary>
    public double Energy { get; }

    /// <summary>Over functions, one a channel.</summary>
    public double[][] Fock { get; }

    public double[][] Densities => _densities;

    /// <summary>One a set: classes in order, energies ascending within each.</summary>
    public (double[] Energies, double[] Coefficients)[] Orbitals { get; }

    /// <summary>Of each set, (p, q) of its components; those of one set after those of the other.</summary>
    public (int P, int Q)[][] Pairs { get; }

    public int Sets => _filling.Sets;

    /// <summary>Components κ.</summary>
    public int Count { get; }

    /// <summary>∂E/∂κ, Eh.</summary>
    public double[] Gradient { get; }

    /// <summary>About ∂²E/∂κ²: differences of orbital energies, Eh.</summary>
    public double[] Diagonal { get; }

    /// <summary>The largest element of the Fock matrices between orbitals that are not occupied alike, Eh.</summary>
    public double LargestCoupling => Count == 0 ? 0 : Gradient.Max(Math.Abs) / (2 * _filling.Weight);

    /// <summary>Hκ.</summary>
    public double[] Product(double[] rotation)
    {
        var turns = Antisymmetric(rotation);
        var changes = _filling.Counts.Select((_, s) => Change(turns[_filling.SetOf(s)], s)).ToArray();
        var response = _equations.Response(_densities, [.. changes.Select((c, s) => OverFunctions(c, Orbitals[_filling.SetOf(s)].Coefficients))]);
        var sums = turns.Select(_ => new double[_m * _m]).ToArray();
        for (var s = 0; s < _filling.Channels; s++)
        {
            var (set, f) = (_filling.SetOf(s), _fock[s]);
            var answer = SquareMatrices.Transformed(response[s], Orbitals[set].Coefficients, _n, _m);
            // [M, F] = MF − (MF)ᵀ and [F, K] = FK + (FK)ᵀ.
            var mf = SquareMatrices.Product(changes[s], f, _m, _m, _m);
            var fk = SquareMatrices.Product(f, turns[set], _m, _m, _m);
            foreach (var (p, q) in Pairs[set])
            {
                var (pq, qp) = (p * _m + q, q * _m + p);
                var difference = _filling.Occupation(s, q) - _filling.Occupation(s, p);
                sums[set][pq] += _filling.Weight * (difference * (fk[pq] + fk[qp] + 2 * answer[pq]) - mf[pq] + mf[qp]);
            }
        }
        return [.. Pairs.SelectMany((pairs, set) => pairs.Select(pair => sums[set][pair.P * _m + pair.Q]))];
    }

    /// <summary>C exp(K), one a set.</summary>
    public double[][] Rotated(double[] rotation) =>
        [.. Antisymmetric(rotation).Select((k, set) => SquareMatrices.Product(Orbitals[set].Coefficients, SquareMatrices.Exponential(k, _m), _n, _m, _m))];

    (int, int)[] PairsOf(int set)
    {
        var ends = _filling.Classes(set, _m);
        int Class(int orbital) => Array.FindIndex(ends, e => orbital < e);
        return [.. Enumerable.Range(0, _m).SelectMany(p => Enumerable.Range(0, p).Where(q => Class(q) < Class(p)).Select(q => (p, q)))];
    }

    double[][] Antisymmetric(double[] rotation)
    {
        var at = 0;
        return [.. Pairs.Select(pairs =>
        {
            var k = new double[_m * _m];
            foreach (var (p, q) in pairs)
            {
                k[p * _m + q] = rotation[at];
                k[q * _m + p] = -rotation[at++];
            }
            return k;
        })];
    }

    // [K, n].
    double[] Change(double[] turn, int channel)
    {
        var change = new double[_m * _m];
        for (var p = 0; p < _m; p++)
        {
            for (var q = 0; q < _m; q++)
                change[p * _m + q] = turn[p * _m + q] * (_filling.Occupation(channel, q) - _filling.Occupation(channel, p));
        }
        return change;
    }

    double[] OverFunctions(double[] a, double[] coefficients) => SquareMatrices.Transformed(a, SquareMatrices.Transposed(coefficients, _n, _m), _m, _n);

    (double[] Energies, double[] Coefficients) Canonical(double[] coefficients, int set)
    {
        var mean = new double[_n * _n];
        var channels = Enumerable.Range(0, _filling.Channels).Where(s => _filling.SetOf(s) == set).ToArray();
        foreach (var s in channels)
        {
            for (var i = 0; i < mean.Length; i++)
                mean[i] += Fock[s][i] / channels.Length;
        }
        var over = SquareMatrices.Transformed(mean, coefficients, _n, _m);
        var (energies, turn) = (new double[_m], new double[_m * _m]);
        var first = 0;
        foreach (var end in _filling.Classes(set, _m))
        {
            var size = end - first;
            var block = new double[size * size];
            for (var i = 0; i < size; i++)
                Array.Copy(over, (first + i) * _m + first, block, i * size, size);
            if (size > 0)
            {
                var (values, vectors) = SquareMatrices.Eigen(block, size);
                values.CopyTo(energies, first);
                for (var i = 0; i < size; i++)
                    Array.Copy(vectors, i * size, turn, (first + i) * _m + first, size);
            }
            first = end;
        }
        return (energies, SquareMatrices.Product(coefficients, turn, _n, _m, _m));
    }

    (double[] Gradient, double[] Diagonal) Derivatives()
    {
        var (gradient, diagonal) = (new double[Count], new double[Count]);
        for (var s = 0; s < _filling.Channels; s++)
        {
            var at = _filling.SetOf(s) == 0 ? 0 : Pairs[0].Length;
            foreach (var (p, q) in Pairs[_filling.SetOf(s)])
            {
                var twice = 2 * _filling.Weight * (_filling.Occupation(s, q) - _filling.Occupation(s, p));
                gradient[at] += twice * _fock[s][p * _m + q];
                diagonal[at++] += twice * (_fock[s][p * _m + p] - _fock[s][q * _m + q]);
            }
        }
        return (gradient, diagonal);
    }
}
