using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Bench;

/// <summary>Eight networks of the size of ANI-2x' hydrogen over the atoms of one element: microseconds a call and what of it is multiplication.</summary>
static unsafe class NetworkBench
{
    const int Members = 8;

    public static void Run()
    {
        foreach (var used in new[] { 128, 384 })
            Widths.Single<Door, bool>(new Door(used));
    }

    readonly struct Door(int used) : ISingleUser<bool>
    {
        public bool Use<W>()
            where W : struct, IWide<W, float>
        {
            ElementNetwork[] networks = [.. Enumerable.Range(0, Members).Select(m => ElementNetwork.Random(1008, [256, 192, 160], m, Activation.Celu))];
            var packed = PackedCommittee<float>.Of<W>(networks, [.. Enumerable.Range(0, used)]);
            using var kernel = new CommitteeNetworkKernel<W, float>(packed);
            // Each weight is multiplied once forward and once back.
            var flops = 4.0 * Members * (used * 256 + 256 * 192 + 192 * 160 + 160);
            foreach (var rows in new[] { 1, 2, 3, 6, 8, 12, 16, 31, 64, 128 })
            {
                using AlignedBuffer<float> inputs = new(), gradients = new(), energies = new();
                inputs.Require(rows * kernel.Columns);
                gradients.Require(rows * kernel.Columns);
                energies.Require(rows);
                inputs.Span.Fill(0.1f);
                var (_, seconds) = Clock.Measure(() => kernel.Evaluate(inputs.Pointer, rows, kernel.Columns, energies.Pointer, gradients.Pointer));
                Console.WriteLine(
                    $"networks 8 x {used}-256-192-160-1, {rows} atoms: {seconds * 1e6:F0} us, {flops * rows / seconds * 1e-9:F0} GFLOP/s, weights read at {packed.Bytes / seconds * 1e-9:F1} GB/s");
            }
            return true;
        }
    }
}
