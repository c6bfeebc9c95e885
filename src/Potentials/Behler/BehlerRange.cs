using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// How far each atom's symmetry functions lie outside what the training data had: the largest excess of any function over its range, as a fraction of the range's
/// width. Functions that the network does not see (factor 0), that never varied, or whose range is not known do not count.
/// </summary>
sealed class BehlerRange(BehlerModel model) : ShortRangeModel
{
    public override string Name => model.Name;

    public override double Range => model.Range;

    public override int SpeciesOf(Element element) => model.SpeciesOf(element);

    public override BlockKernel<T> OpenKernel<T>()
    {
        object kernel = typeof(T) == typeof(float) ? new Kernel<float>(model) : new Kernel<double>(model);
        return (BlockKernel<T>)kernel;
    }

    sealed unsafe class Kernel<S> : BlockKernel<S>
        where S : unmanaged, IFloatingPointIeee754<S>
    {
        readonly DescriptorKernel<S> _functions;
        readonly AlignedBuffer<double> _values = new();
        readonly (int Function, double Low, double High)[][] _ranges;

        internal Kernel(BehlerModel model)
        {
            _functions = DescriptorKernel<S>.Open(model.Functions);
            _values.Require(model.Scaling.Max(s => s.Count));
            _ranges = [.. model.Scaling.Select(s => Enumerable.Range(0, s.Count)
                .Where(m => s.Factor[m] != 0 && double.IsFinite(s.Minimum[m]) && double.IsFinite(s.Maximum[m]) && s.Maximum[m] > s.Minimum[m])
                .Select(m => (m, s.Minimum[m], s.Maximum[m]))
                .ToArray())];
        }

        /// <summary>It writes no force at all.</summary>
        public override bool ScattersForces => false;

        public override void Evaluate(in AtomBlock<S> block)
        {
            var values = _values.Pointer;
            for (var i = 0; i < block.OwnCount; i++)
            {
                _functions.Edges.Fill(block, i);
                _functions.Values(block.Species[i], values);
                double excess = 0;
                foreach (var (m, low, high) in _ranges[block.Species[i]])
                    excess = Math.Max(excess, Math.Max(low - values[m], values[m] - high) / (high - low));
                block.Forces[4 * i + 3] += S.CreateTruncating(excess);
            }
        }

        public override void Dispose()
        {
            _functions.Dispose();
            _values.Dispose();
            base.Dispose();
        }
    }
}
