using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Electrostatics;

/// <summary>
/// The smooth part of a periodic Coulomb sum: E = K Σ_k w(k) |S(k)|² over half of all wave vectors, S(k) = Σ_j Q_j e^(−ik·r_j). O(N · number of wave vectors), which is O(N²) for a given α
/// but at some 0.2 ns each; fixed-order sums, so the same bits on any number of threads.
/// </summary>
sealed unsafe class ReciprocalSum : IDisposable, IJob
{
    const int RowsPerPiece = 4;

    readonly WaveVectors _waves;
    readonly Team _team;
    readonly double _constant;
    readonly ReciprocalKernel _kernel = ReciprocalKernel.Open();
    readonly AlignedBuffer<double> _planes = new();
    readonly AlignedBuffer<double> _charges = new();
    readonly AlignedBuffer<double> _coefficients = new();
    readonly AlignedBuffer<double>[] _sums;
    Row[] _results = [];
    Structure? _structure;
    ElectrostaticField? _field;
    Phase _phase;

    enum Phase
    {
        Phases,
        Rows,
        Field,
    }

    record struct Row(double Energy, Mat3 Virial);

    internal ReciprocalSum(CoulombTerms terms, double alpha, double cutoff, Team team)
    {
        _waves = new WaveVectors(alpha, cutoff, terms.TwoPi, terms.PhaseTwoPi);
        (_constant, _team) = (terms.Constant, team);
        _sums = [.. Enumerable.Range(0, team.Threads).Select(_ => new AlignedBuffer<double>())];
    }

    const int Chunk = ReciprocalKernel.Chunk;

    int Chunks => (_structure!.Count + Chunk - 1) / Chunk;

    /// <summary>Planes of each direction; b₃ has an even number of phase factors, as the kernel takes two at a time.</summary>
    (int A, int B, int C, int All) Planes
    {
        get
        {
            var (n1, n2, n3) = _waves.Largest;
            int b = 2 * (n1 + 1), c = b + 2 * (n2 + 1);
            return (0, b * Chunk, c * Chunk, (c + 2 * (n3 / 2 * 2 + 2)) * Chunk);
        }
    }

    int RowCoefficients => 8 * (_waves.Largest.N3 + 1);

    /// <summary>Adds energy, potentials, forces and virial.</summary>
    /// <param name="charges">e, in the structure's order.</param>
    internal void AddTo(ElectrostaticField field, Structure structure, ReadOnlySpan<double> charges)
    {
        _waves.Take(structure.Cell!);
        (_structure, _field) = (structure, field);
        var padded = _charges.Require(Chunks * Chunk);
        charges.CopyTo(new Span<double>(padded, charges.Length));
        new Span<double>(padded + charges.Length, Chunks * Chunk - charges.Length).Clear();
        _planes.Require(Chunks * Planes.All);
        _coefficients.Require(_waves.RowCount * RowCoefficients);
        if (_results.Length < _waves.RowCount)
            _results = new Row[_waves.RowCount + _waves.RowCount / 4];
        Run(Phase.Phases, Chunks);
        Run(Phase.Rows, (_waves.RowCount + RowsPerPiece - 1) / RowsPerPiece);
        Run(Phase.Field, Chunks);
        for (var r = 0; r < _waves.RowCount; r++)
        {
            field.Energy += _results[r].Energy;
            field.Virial += _results[r].Virial;
        }
        (_structure, _field) = (null, null);
    }

    void Run(Phase phase, int pieces)
    {
        _phase = phase;
        _team.Run(this, pieces);
    }

    void IJob.Run(int index, int worker)
    {
        switch (_phase)
        {
            case Phase.Phases:
                FillPhases(index);
                break;
            case Phase.Rows:
                SumRows(index * RowsPerPiece, Math.Min(_waves.RowCount, (index + 1) * RowsPerPiece), _sums[worker]);
                break;
            default:
                Answer(index);
                break;
        }
    }

    void FillPhases(int chunk)
    {
        double* phases = stackalloc double[3 * Chunk];
        new Span<double>(phases, 3 * Chunk).Clear();
        var first = chunk * Chunk;
        var positions = _structure!.Positions;
        for (var a = 0; a < Math.Min(Chunk, _structure.Count - first); a++)
        {
            var s = _structure.Cell!.ToFractional(positions[first + a]);
            (phases[a], phases[Chunk + a], phases[2 * Chunk + a]) = (_waves.PhaseTwoPi * s.X, _waves.PhaseTwoPi * s.Y, _waves.PhaseTwoPi * s.Z);
        }
        var planes = Planes;
        var to = _planes.Pointer + (nint)chunk * planes.All;
        _kernel.Powers(phases, planes.B / (2 * Chunk) - 1, to);
        _kernel.Powers(phases + Chunk, (planes.C - planes.B) / (2 * Chunk) - 1, to + planes.B);
        _kernel.Powers(phases + 2 * Chunk, (planes.All - planes.C) / (2 * Chunk) - 1, to + planes.C);
    }

    /// <summary>e^(i(n₁b₁+n₂b₂)·r) of a chunk, times the charges where these are given.</summary>
    void Multiply(double* charges, double* chunk, WaveRow row, double* x) =>
        _kernel.Multiply(charges, chunk + 2 * row.N1 * Chunk, chunk + Planes.B + 2 * Math.Abs(row.N2) * Chunk, row.N2 < 0 ? -1 : 1, x);

    void SumRows(int begin, int end, AlignedBuffer<double> buffer)
    {
        var planes = Planes;
        var perRow = 4 * (_waves.Largest.N3 / 2 * 2 + 2) * _kernel.Lanes;
        var sums = buffer.Require(RowsPerPiece * perRow);
        new Span<double>(sums, RowsPerPiece * perRow).Clear();
        double* x = stackalloc double[2 * Chunk];
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            var from = _planes.Pointer + (nint)chunk * planes.All;
            for (var r = begin; r < end; r++)
            {
                Multiply(_charges.Pointer + chunk * Chunk, from, _waves[r], x);
                _kernel.AddSums(x, from + planes.C, _waves[r].Last, sums + (r - begin) * perRow);
            }
        }
        for (var r = begin; r < end; r++)
            _results[r] = Close(r, sums + (r - begin) * perRow);
    }

    /// <summary>From the four sums of each n₃ to energy, virial and the coefficients of the way back.</summary>
    Row Close(int index, double* sums)
    {
        var row = _waves[index];
        var h = _coefficients.Pointer + (nint)index * RowCoefficients;
        double* four = stackalloc double[4];
        var (energy, virial) = (0.0, Mat3.Zero);
        for (var n = 0; n <= row.Last; n++, h += 8)
        {
            for (var k = 0; k < 4; k++)
                four[k] = _kernel.Sum(sums + (4 * n + k) * _kernel.Lanes);
            // S of +n₃ and of −n₃, the conjugates of Σ x c and Σ x c̄.
            double plusRe = four[0] - four[1], plusIm = -(four[2] + four[3]), minusRe = four[0] + four[1], minusIm = four[2] - four[3];
            double plus = _waves.Weights[row.Weights + 2 * n], minus = _waves.Weights[row.Weights + 2 * n + 1];
            AddEnergy(plus * (plusRe * plusRe + plusIm * plusIm), _waves.At(row.N1, row.N2, n), ref energy, ref virial);
            AddEnergy(minus * (minusRe * minusRe + minusIm * minusIm), _waves.At(row.N1, row.N2, -n), ref energy, ref virial);
            (plusRe, plusIm, minusRe, minusIm) = (plus * plusRe, plus * plusIm, minus * minusRe, minus * minusIm);
            // Σ± H± c± = A cʳ + B cⁱ with A = H₊ + H₋ and B = i(H₊ − H₋); Σ± (±n₃) H± c± = n₃(−iB cʳ + iA cⁱ).
            double aRe = plusRe + minusRe, aIm = plusIm + minusIm, bRe = minusIm - plusIm, bIm = plusRe - minusRe;
            (h[0], h[1], h[2], h[3]) = (aRe, bRe, aIm, bIm);
            (h[4], h[5], h[6], h[7]) = (n * bIm, -n * aIm, -n * bRe, n * aRe);
        }
        return new Row(energy, virial);
    }

    void AddEnergy(double weighted, Vec3 k, ref double energy, ref Mat3 virial)
    {
        if (weighted == 0)
            return;
        weighted *= _constant;
        energy += weighted;
        // k² changes under strain by −2 k·ε·k, V by tr ε, S not at all.
        var along = 2 * weighted * (1 / k.LengthSquared + 1 / (4 * _waves.Alpha * _waves.Alpha));
        virial += Mat3.Diagonal(weighted, weighted, weighted) - along * Mat3.Outer(k, k);
    }

    void Answer(int chunk)
    {
        double* u = stackalloc double[2 * Chunk], field = stackalloc double[4 * Chunk];
        new Span<double>(field, 4 * Chunk).Clear();
        var planes = Planes;
        var from = _planes.Pointer + (nint)chunk * planes.All;
        for (var r = 0; r < _waves.RowCount; r++)
        {
            var row = _waves[r];
            Multiply(null, from, row, u);
            _kernel.AddField(u, from + planes.C, row.Last, _coefficients.Pointer + (nint)r * RowCoefficients, row.N1, row.N2, field);
        }
        var first = chunk * Chunk;
        var potentials = _field!.Potentials;
        var forces = _field.Forces;
        for (var a = 0; a < Math.Min(Chunk, potentials.Length - first); a++)
        {
            potentials[first + a] += 2 * _constant * field[a];
            var gradient = new Vec3(field[Chunk + a], field[2 * Chunk + a], field[3 * Chunk + a]) * _waves.Reciprocal;
            forces[first + a] += 2 * _constant * _charges.Pointer[first + a] * gradient;
        }
    }

    public void Dispose()
    {
        _waves.Dispose();
        _planes.Dispose();
        _charges.Dispose();
        _coefficients.Dispose();
        foreach (var sums in _sums)
            sums.Dispose();
    }
}
