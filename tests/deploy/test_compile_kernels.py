"""What the image compiles ahead of time is all that it needs: the short run that shows the types reaches every loop."""

from deploy import compile_kernels


def test_every_loop_that_plain_code_calls_is_seen_with_one_set_of_types():
    compile_kernels.exercise()
    wanted = compile_kernels.called_from_python()
    seen = {name: loop.nopython_signatures for name, loop in compile_kernels.loops().items() if id(loop) in wanted}
    assert len(seen) > 5
    assert {name: len(signatures) for name, signatures in seen.items()} == dict.fromkeys(seen, 1)
