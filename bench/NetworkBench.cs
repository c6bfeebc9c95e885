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
        Widths.Single<Molecule, bool>(default);
    }

    /// <summary>The networks of a drug of H31 C21 N3 O5, whose weights together are more than a third-level cache may hold.</summary>
    readonly struct Molecule : ISingleUser<bool>
    {
        public bool Use<W>()
            where W : struct, IWide<W, float>
        {
            const int Used = 384;
            int[] rows = [31, 21, 3, 5];
            int[][] hidden = [[256, 192, 160], [224, 192, 160], [192, 160, 128], [192, 160, 128]];
            var packed = hidden.Select(h =>
                PackedCommittee<float>.Of<W>([.. Enumerable.Range(0, Members).Select(m => ElementNetwork.Random(1008, h, m, Activation.Celu))], [.. Enumerable.Range(0, Used)])).ToArray();
            CommitteeNetworkKernel<W, float>[] kernels = [.. packed.Select(p => new CommitteeNetworkKernel<W, float>(p))];
            var flops = 4.0 * Members * rows.Zip(hidden).Sum(e => e.First * (Used * e.Second[0] + e.Second[0] * e.Second[1] + e.Second[1] * e.Second[2]));
            using AlignedBuffer<float> inputs = new(), gradients = new(), energies = new();
            inputs.Require(31 * Used);
            gradients.Require(31 * Used);
            energies.Require(31);
            inputs.Span.Fill(0.1f);
            var (_, seconds) = Clock.Measure(() =>
            {
                for (var e = 0; e < kernels.Length; e++)
                    kernels[e].Evaluate(inputs.Pointer, rows[e], Used, energies.Pointer, gradients.Pointer);
            });
            Console.WriteLine($"networks of H31 C21 N3 O5: {seconds * 1e6:F0} us, {flops / seconds * 1e-9:F0} GFLOP/s, {packed.Sum(p => p.Bytes) * 1e-6:F1} MB of weights");
            return true;
        }
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
