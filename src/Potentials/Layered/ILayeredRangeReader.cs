using Athanor.Atoms;

namespace Athanor.Potentials.Layered;

/// <summary>An evaluator of a layered model that can tell what structures' scalars are.</summary>
interface ILayeredRangeReader : IEvaluator
{
    /// <summary>Takes the scalars of the structure's atoms into a range.</summary>
    void AddTo(DescriptorRange range, Structure structure);
}
