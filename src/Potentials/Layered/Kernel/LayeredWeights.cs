using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Layered;

/// <summary>Parameters of a layered model in the precision of a kernel, those of linear layers transposed too, and the tables that do not depend on them. Read by all threads.</summary>
sealed unsafe class LayeredWeights<S> : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AlignedBuffer<S> _parameters = new(), _transposed = new();

    internal LayeredWeights(LayeredLayout layout)
    {
        Layout = layout;
        var form = layout.Form;
        _parameters.Require(layout.Count + LayeredForm.Lanes);
        _parameters.Span.Clear();
        _transposed.Require(layout.Count + (form.RadialWidth - form.Radials) * form.Channels * (form.Degrees[0] + 1) + LayeredForm.Lanes);
        _transposed.Span.Clear();
        Products = Tables(layout.Plan, form.Channels);
        if (form.HasMessages)
            (MessageProducts, Messages) = (Tables(layout.MessagePlan!, form.Channels), new MessageTables<S>(layout.Paths));
    }

    // Cotangents are given of every component of every path.
    static ProductTables<S> Tables(ProductPlan plan, int channels) =>
        new(plan, channels, [.. plan.Paths.SelectMany(p => Enumerable.Range(p.First, 2 * p.Degree + 1))], channels);

    internal LayeredLayout Layout { get; }

    internal LayeredForm Form => Layout.Form;

    internal ProductTables<S> Products { get; }

    internal ProductTables<S>? MessageProducts { get; }

    internal MessageTables<S>? Messages { get; }

    /// <summary>The first of a run's matrices, or another.</summary>
    internal S* this[ParameterRun run, int index = 0] => _parameters.Pointer + run.Start + (nint)index * run.Rows * run.Columns;

    /// <summary>A matrix of a linear layer transposed: [column, row].</summary>
    internal S* Transposed(ParameterRun run, int index = 0) => _transposed.Pointer + run.Start + Shift(run) + (nint)index * run.Columns * Width(run);

    // Rows of the transposed mixing are filled up to whole vectors, so all that comes after it stands further on.
    int Shift(ParameterRun run) => run.Start > Layout.Mixing.Start ? Layout.Mixing.Count * Layout.Mixing.Columns * (Form.RadialWidth - Form.Radials) : 0;

    int Width(ParameterRun run) => run == Layout.Mixing ? Form.RadialWidth : run.Rows;

    /// <summary>Takes parameters over.</summary>
    internal void Set(ReadOnlySpan<double> parameters)
    {
        var to = _parameters.Pointer;
        for (var k = 0; k < Layout.Count; k++)
            to[k] = S.CreateTruncating(parameters[k]);
        Transpose(Layout.Mixing);
        Transpose(Layout.Features);
        Transpose(Layout.HiddenWeights);
        if (!Form.HasMessages)
            return;
        Transpose(Layout.MessageMixing);
        Transpose(Layout.MessageFeatures);
    }

    void Transpose(ParameterRun run)
    {
        for (var n = 0; n < run.Count; n++)
        {
            S* from = this[run, n], to = Transposed(run, n);
            var width = Width(run);
            for (var r = 0; r < run.Rows; r++)
            {
                for (var c = 0; c < run.Columns; c++)
                    to[c * width + r] = from[r * run.Columns + c];
            }
        }
    }

    public void Dispose()
    {
        _parameters.Dispose();
        _transposed.Dispose();
        Products.Dispose();
        MessageProducts?.Dispose();
        Messages?.Dispose();
    }
}
