using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// Energies and their derivatives by coordinates under a fit's parameters, and the derivatives of these by every parameter: forward over reverse, one tangent for each edge and axis of an atom. Holds scratch memory; serves one thread.
/// </summary>
/// <remarks>
/// With φ = ∂U/∂A and a dot for the derivative along a tangent, the derivative of U̇ = Σ φ Ȧ by a coefficient c_nm is Σ_lm (φ̇ M_lm,m + φ Ṁ_lm,m), M being the <see cref="NepMoments{W, S}"/>; so moments and their tangents are all that is needed of an atom's surroundings.
/// A moving neighbour changes one edge, an atom's own motion and strain are sums over these.
/// </remarks>
sealed unsafe class NepRowKernel<W, S> : NepRows<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    /// <summary>Own motion, strains, and nothing: a vector's room behind the tangents of edges.</summary>
    const int Others = 16;

    readonly NepRowWeights<S> _weights;
    readonly NepParameters _parameters;
    readonly NepForm _form;
    readonly NepAtomPass<W, S> _atom;
    readonly NepTangentTable<S> _table;
    readonly AlignedBuffer<S> _moves = new(), _accumulators = new(), _inputs = new(), _sums = new(), _pulls = new(), _bends = new(), _tails = new(), _energy = new();

    internal NepRowKernel(NepRowWeights<S> weights)
    {
        _weights = weights;
        _parameters = weights.Parameters;
        _form = _parameters.Form;
        _atom = new NepAtomPass<W, S>(weights);
        _table = new NepTangentTable<S>(_parameters.Inputs, _form.Neurons, W.Lanes);
    }

    NepMoments<W, S> Moments => _atom.Moments;

    /// <summary>Tangents of the atom at hand, those of null edges among them.</summary>
    int Tangents => 3 * Moments.Count + Others;

    int TailRow => NepRowSizes.Padded(_parameters.CoefficientLength, W.Lanes) + Math.Max(Moments.Row, W.Lanes);

    public override double Predict(NepFrame frame, Span<double> rows)
    {
        rows.Clear();
        var energy = 0.0;
        for (var i = 0; i < frame.Atoms; i++)
        {
            energy += _atom.Energy(frame, i);
            _atom.PullBack(curved: false);
            _atom.PullEdges(frame, i);
            int start = frame.Start(i, 0), n = Moments.Count;
            for (var e = 0; e < n; e++)
            {
                if (frame.Target[start + e] is var target && target < 0)
                    continue;
                for (var axis = 0; axis < 3; axis++)
                {
                    var g = double.CreateTruncating(_atom.Gradient[axis * n + e]);
                    rows[3 * target + axis] += g;
                    rows[3 * i + axis] -= g;
                    for (var v = 0; frame.HasStrain && v < 6; v++)
                        rows[3 * frame.Atoms + v] += g * Strain(frame, start + e, axis, v);
                }
            }
        }
        return energy;
    }

    public override void Descriptor(NepFrame frame, int atom, Span<double> q) => _atom.Descriptor(frame, atom, q);

    public override void Jacobian(NepFrame frame, S* matrix, int stride)
    {
        new Span<S>(matrix, checked((frame.RowCount + 1) * stride)).Clear();
        _table.Begin(frame);
        for (var i = 0; i < frame.Atoms; i++)
        {
            _atom.Energy(frame, i);
            _atom.PullBack(curved: true);
            _atom.PullEdges(frame, i);
            _table.Take(frame, i, _atom.Input, _atom.Steps);
            AddEnergy(frame.Species[i], matrix);
            Move(frame, i);
            Network(frame.Species[i]);
            Coefficients(frame, i);
            AddTails(frame, i, matrix, stride);
        }
        for (var s = 0; s < _form.Species; s++)
            AddNetworks(frame, s, matrix, stride);
    }

    /// <summary>The row of the energy.</summary>
    void AddEnergy(int centre, S* row)
    {
        int inputs = _parameters.Inputs, channels = _form.AngularChannels;
        for (var h = 0; h < _form.Neurons; h++)
        {
            NepProductLaws<W, S>.AddScaled(inputs, S.CreateTruncating(_atom.Steps[h]), _table.Input, row + _parameters.Network(centre) + h * inputs);
            row[_parameters.Biases(centre) + h] -= S.CreateTruncating(_atom.Steps[h]);
            row[_parameters.Outputs(centre) + h] += S.CreateTruncating(_atom.Activations[h]);
        }
        row[_parameters.Offset(centre)] += S.One;
        var sums = _energy.Require(channels * Moments.Row);
        for (var s = 0; s < _form.Species; s++)
        {
            NepProductLaws<W, S>.Product(channels, Moments.Functions, Moments.Row, _atom.Pulls, 1, _atom.Invariants.Row, Moments.Sums(s), Moments.Row, sums, Moments.Row, add: false);
            for (var n = 0; n < channels; n++)
                NepProductLaws<W, S>.AddScaled(_parameters.AngularFunctions, S.One, sums + n * Moments.Row, row + _parameters.Angular(centre, s) + n * _parameters.AngularFunctions);
            for (var n = 0; n < _form.RadialChannels; n++)
                NepProductLaws<W, S>.AddScaled(_parameters.RadialFunctions, RadialPull(n), Moments.RadialSums(s), row + _parameters.Radial(centre, s) + n * _parameters.RadialFunctions);
        }
    }

    /// <summary>∂U/∂q of a radial channel.</summary>
    S RadialPull(int n) => S.CreateTruncating(_atom.Pull[n] * _parameters.Scaler[n]);

    /// <summary>How an edge moves along an axis with each strain xx yy zz yz xz xy, Å.</summary>
    static double Strain(NepFrame frame, int edge, int axis, int strain) => (axis, strain) switch
    {
        (0, 0) => frame.X[edge],
        (1, 1) => frame.Y[edge],
        (2, 2) => frame.Z[edge],
        (1, 3) or (0, 4) => 0.5 * frame.Z[edge],
        (2, 3) or (0, 5) => 0.5 * frame.Y[edge],
        (2, 4) or (1, 5) => 0.5 * frame.X[edge],
        _ => 0,
    };

    /// <summary>Tangents of accumulators and inputs.</summary>
    void Move(NepFrame frame, int atom)
    {
        int n = Moments.Count, tangents = Tangents, functions = Moments.Functions, start = frame.Start(atom, 0), row = _atom.Invariants.Row;
        var moves = _moves.Require(3 * n * Others);
        new Span<S>(moves, 3 * n * Others).Clear();
        for (var t = 0; t < 3 * n; t++)
        {
            var (axis, edge) = (t / n, start + t % n);
            if (frame.Target[edge] < 0)
                continue;
            moves[t * Others + axis] = -S.One;
            for (var v = 0; frame.HasStrain && v < 6; v++)
                moves[t * Others + 3 + v] = S.CreateTruncating(Strain(frame, edge, axis, v));
        }
        S* a = _accumulators.Require(_form.AngularChannels * functions * tangents), y = _inputs.Require(_parameters.Inputs * tangents);
        for (var c = 0; c < _form.RadialChannels; c++)
            NepRowLaws<W, S>.RadialTangents(n, S.CreateTruncating(_parameters.Scaler[c]), _atom.RadialSlopes + c * n, Moments.X, y + c * tangents);
        NepProductLaws<W, S>.Product(_form.RadialChannels, 3 * n, Others, y, tangents, 1, moves, Others, y + 3 * n, tangents, add: false);
        for (var c = 0; c < _form.AngularChannels; c++)
        {
            var own = a + c * functions * tangents;
            NepRowLaws<W, S>.Tangents(n, functions, tangents, _atom.Channels + c * n, _atom.ChannelSlopes + c * n, Moments.X, Moments.Harmonic, Moments.Gradients, own);
            NepProductLaws<W, S>.Product(functions, 3 * n, Others, own, tangents, 1, moves, Others, own + 3 * n, tangents, add: false);
            var slopes = _atom.Invariants.Slopes + c;
            NepProductLaws<W, S>.Product(_atom.Invariants.Invariants, functions, tangents, slopes, functions * row, row, own, tangents, y + (_form.RadialChannels + c) * tangents, _form.AngularChannels * tangents, add: false);
        }
    }

    /// <summary>Tangents through the network and back to ∂U/∂y; what its own parameters need is kept for the frame's end.</summary>
    void Network(int centre)
    {
        int tangents = Tangents, neurons = _form.Neurons, inputs = _parameters.Inputs;
        S* weights = _weights.Network(centre), sums = _sums.Require(2 * neurons * tangents), linear = sums + neurons * tangents, pulls = _pulls.Require(inputs * tangents);
        NepProductLaws<W, S>.Product(neurons, inputs, tangents, weights, inputs, 1, _inputs.Pointer, tangents, sums, tangents, add: false);
        for (var h = 0; h < neurons; h++)
        {
            double tanh = _atom.Activations[h], step = _atom.Steps[h];
            NepProductLaws<W, S>.Combine(tangents, S.CreateTruncating(1 - tanh * tanh), sums + h * tangents, S.Zero, sums + h * tangents, linear + h * tangents);
            NepProductLaws<W, S>.Combine(tangents, S.CreateTruncating(-2 * tanh * step), sums + h * tangents, S.Zero, sums + h * tangents, sums + h * tangents);
        }
        NepProductLaws<W, S>.Product(inputs, neurons, tangents, weights, 1, inputs, sums, tangents, pulls, tangents, add: false);
        _table.Take(tangents, _inputs.Pointer, sums, linear);
    }

    /// <summary>Rows of this centre's coefficients, tangent by tangent.</summary>
    void Coefficients(NepFrame frame, int atom)
    {
        int tangents = Tangents, functions = Moments.Functions, channels = _form.AngularChannels, row = _atom.Invariants.Row, slopeRow = functions * row, tailRow = TailRow;
        S* bends = _bends.Require(functions * tangents), tails = _tails.Require((tangents + 1) * tailRow), pulls = _pulls.Pointer;
        for (var s = 0; s < _form.Species; s++)
        {
            // Rows are written over one another by whole vectors, in their order: only what is beyond the last is left over.
            for (var n = 0; n < channels; n++)
            {
                if (s == 0 || _form.Species > 1)
                {
                    NepProductLaws<W, S>.Product(functions, functions, tangents, _atom.Invariants.Curvature + n, slopeRow, row, _accumulators.Pointer + n * functions * tangents, tangents, bends, tangents, add: false);
                    NepProductLaws<W, S>.Product(functions, _atom.Invariants.Invariants, tangents, _atom.Invariants.Slopes + n, row, slopeRow, pulls + (_form.RadialChannels + n) * tangents, channels * tangents, bends, tangents, add: true);
                }
                NepProductLaws<W, S>.Product(tangents, functions, Moments.Row, bends, 1, tangents, Moments.Sums(s), Moments.Row, tails + (s * channels + n) * _parameters.AngularFunctions, tailRow, add: false);
            }
        }
        var radial = tails + _form.Species * channels * _parameters.AngularFunctions;
        for (var n = 0; n < _form.RadialChannels; n++)
        {
            var own = pulls + n * tangents;
            NepProductLaws<W, S>.Combine(tangents, S.CreateTruncating(_parameters.Scaler[n]), own, S.Zero, own, own);
        }
        for (var s = 0; s < _form.Species; s++)
        {
            for (var n = 0; n < _form.RadialChannels; n++)
                NepProductLaws<W, S>.Product(tangents, 1, Moments.Row, pulls + n * tangents, 1, 0, Moments.RadialSums(s), Moments.Row, radial + (s * _form.RadialChannels + n) * _parameters.RadialFunctions, tailRow, add: false);
        }
        for (var s = 0; s < _form.Species; s++)
        {
            for (var e = frame.Start(atom, s); e < frame.Start(atom, s + 1); e++)
            {
                if (frame.Target[e] >= 0)
                    AddEdge(frame, e, e - frame.Start(atom, 0), s, tails, tailRow);
            }
        }
    }

    /// <summary>φ Ṁ of one edge: to its own tangents, and to those of the atom's motion and of strain.</summary>
    void AddEdge(NepFrame frame, int edge, int e, int species, S* tails, int tailRow)
    {
        int n = Moments.Count, angular = _form.AngularChannels * _parameters.AngularFunctions, radial = _form.RadialChannels * _parameters.RadialFunctions;
        S* one = tails + Tangents * tailRow, other = one + angular;
        int angularAt = species * angular, radialAt = _form.Species * angular + species * radial;
        for (var axis = 0; axis < 3; axis++)
        {
            var along = Moments.X[axis * n + e];
            for (var c = 0; c < _form.AngularChannels; c++)
            {
                NepProductLaws<W, S>.Combine(
                    Moments.Row, along * _atom.EdgePulls[c * n + e], Moments.AngularSlopeRow(e), _atom.EdgePullGradients[(3 * c + axis) * n + e], Moments.AngularRow(e), one + c * _parameters.AngularFunctions);
            }
            for (var c = 0; c < _form.RadialChannels; c++)
                NepProductLaws<W, S>.Combine(Moments.Row, along * RadialPull(c), Moments.RadialSlopeRow(e), S.Zero, Moments.RadialSlopeRow(e), other + c * _parameters.RadialFunctions);
            Add(axis * n + e, S.One);
            Add(3 * n + axis, -S.One);
            for (var v = 0; frame.HasStrain && v < 6; v++)
            {
                if (Strain(frame, edge, axis, v) is var by && by != 0)
                    Add(3 * n + 3 + v, S.CreateTruncating(by));
            }
        }

        void Add(int tangent, S by)
        {
            NepProductLaws<W, S>.AddScaled(angular, by, one, tails + tangent * tailRow + angularAt);
            NepProductLaws<W, S>.AddScaled(radial, by, other, tails + tangent * tailRow + radialAt);
        }
    }

    void AddTails(NepFrame frame, int atom, S* matrix, int stride)
    {
        var at = _parameters.Coefficients(frame.Species[atom]);
        for (var t = _table.FirstOf(atom); t < _table.Count; t++)
            NepProductLaws<W, S>.AddScaled(_parameters.CoefficientLength, S.One, _tails.Pointer + _table.Plane(t) * TailRow, matrix + (nint)(1 + _table.Row(t)) * stride + at);
    }

    /// <summary>Rows of a network's parameters, from all tangents that belong to a coordinate.</summary>
    void AddNetworks(NepFrame frame, int species, S* matrix, int stride)
    {
        _table.Sort(frame, species);
        for (var r = 0; r < frame.RowCount; r++)
        {
            var pairs = _table.Pairs(r, out var atoms, out var tangents);
            var row = matrix + (nint)(1 + r) * stride;
            NepProductLaws<W, S>.Weights(
                pairs, atoms, tangents, _table.Inputs, _table.InputTangents, _table.InputRow, _table.Steps, _table.Bends, _table.NeuronRow, _form.Neurons, _parameters.Inputs, row + _parameters.Network(species));
            for (var p = 0; p < pairs; p++)
            {
                NepProductLaws<W, S>.AddScaled(_form.Neurons, -S.One, _table.Bends + (nint)tangents[p] * _table.NeuronRow, row + _parameters.Biases(species));
                NepProductLaws<W, S>.AddScaled(_form.Neurons, S.One, _table.Linear + (nint)tangents[p] * _table.NeuronRow, row + _parameters.Outputs(species));
            }
        }
    }

    public override void Dispose()
    {
        _atom.Dispose();
        _table.Dispose();
        foreach (var buffer in new[] { _moves, _accumulators, _inputs, _sums, _pulls, _bends, _tails, _energy })
            buffer.Dispose();
    }
}
